import { randomUUID } from 'node:crypto'

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

const lifeMs = 5 * 60_000

/** The authorization codes of this run. Each is good for one exchange, within five minutes. */
export const createCodes = (now: () => number) => {
  const open = new Map<string, Authorization & { until: number }>()
  return {
    issue: (authorization: Authorization): string => {
      for (const [code, { until }] of open) if (until <= now()) open.delete(code)
      const code = randomUUID()
      open.set(code, { ...authorization, until: now() + lifeMs })
      return code
    },
    /** Uses a code up. */
    take: (code: string): Authorization | undefined => {
      const found = open.get(code)
      open.delete(code)
      return found && found.until > now() ? found : undefined
    },
  }
}

export type Codes = ReturnType<typeof createCodes>
