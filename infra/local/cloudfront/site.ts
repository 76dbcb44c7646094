import type { Problem, Resources } from '../types.ts'
import type { Distribution } from './distribution.ts'
import type { Origins } from './origins.ts'

/** What the answer to one request is made with. */
export type Site = Origins & {
  resources: Resources
  distribution: Distribution
  requestId: string
  problem: (kind: Problem['kind'], what: string) => void
}
