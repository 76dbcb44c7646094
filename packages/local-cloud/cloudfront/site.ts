import type { Quantities } from '../bill/usage.ts'
import type { Problem, Resources } from '../types.ts'
import type { Distribution } from './distribution.ts'
import type { Origins } from './origins.ts'

/** What the answer to one request is made with. */
export type Site = Origins & {
  resources: Resources
  distribution: Distribution
  requestId: string
  /** Takes down what the distribution used. */
  meter: (used: Quantities) => void
  problem: (kind: Problem['kind'], what: string) => void
}
