import type { Quantities } from '../bill/usage.ts'
import type { Problem, Resources } from '../types.ts'
import type { Distribution } from './distribution.ts'

export type Origins = {
  /** Reads an object by the bucket's policy, for the distribution. */
  getObject: (
    bucket: string,
    key: string,
    distributionArn: string,
  ) => Promise<{ status: number; headers: Record<string, string>; body: Buffer }>
  /** Where a host of the template is served on this machine, e.g. `http://127.0.0.1:8080`; undefined if nowhere. */
  httpOrigin: (domain: string) => string | undefined
}

/** What the answer to one request is made with. */
export type Site = Origins & {
  resources: Resources
  distribution: Distribution
  requestId: string
  /** Takes down what the distribution used. */
  meter: (used: Quantities) => void
  problem: (kind: Problem['kind'], what: string) => void
}
