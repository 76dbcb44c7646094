import { randomUUID } from 'node:crypto'
import { createForgetful } from '../forgetful.ts'

/** What an authorization code stands for. */
export type Authorization = {
  pool: string
  client: string
  redirectUri: string
  scopes: string[]
  nonce: string | undefined
  /** Of PKCE, by S256; undefined for a request without. */
  challenge: string | undefined
  /** The user's. */
  sub: string
  /** When the user gave their password, in seconds. */
  authTime: number
}

/** The authorization codes of this run. Each is good for one exchange, within five minutes. */
export const createCodes = (now: () => number) => {
  const open = createForgetful<Authorization>(5 * 60_000, now)
  return {
    issue: (authorization: Authorization): string => {
      const code = randomUUID()
      open.add(code, authorization)
      return code
    },
    /** Uses a code up. */
    take: open.take,
  }
}

export type Codes = ReturnType<typeof createCodes>
