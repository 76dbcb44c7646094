import type { Request, Response } from '../../types.ts'
import type { Forgetful } from '../forgetful.ts'
import type { Pool } from '../pool.ts'
import type { RefreshTokens } from '../refresh-tokens.ts'
import type { Tokens } from '../tokens.ts'
import type { Users } from '../users.ts'
import type { Codes } from './codes.ts'
import type { Sessions } from './sessions.ts'

/** What the endpoints of a pool's domain work with. */
export type Domain = {
  pool: Pool
  /** Of the pool's tokens. */
  issuer: string
  users: Users
  tokens: Tokens
  refreshTokens: RefreshTokens
  codes: Codes
  sessions: Sessions
  /** Users who must choose a new password, by their session: the `sub` of each. */
  challenges: Forgetful<string>
  /** Unix milliseconds. */
  now: () => number
}

export type Endpoint = (domain: Domain, request: Request) => Response | Promise<Response>
