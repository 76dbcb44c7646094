import type { Quantities } from '../bill/usage.ts'
import type { Problem, Resources } from '../types.ts'
import type { Distribution } from './distribution.ts'

export type Origins = {
  /** Reads an object under the bucket's policy, on behalf of the distribution. */
  getObject: (
    bucket: string,
    key: string,
    distributionArn: string,
  ) => Promise<{ status: number; headers: Record<string, string>; body: Buffer }>
  /** The local URL that serves a host of the template, e.g. `http://127.0.0.1:8080`; undefined if there is none. */
  httpOrigin: (domain: string) => string | undefined
}

/** Everything needed to answer one request. */
export type Site = Origins & {
  resources: Resources
  distribution: Distribution
  requestId: string
  /** Records what the distribution used. */
  meter: (used: Quantities) => void
  problem: (kind: Problem['kind'], what: string) => void
}
