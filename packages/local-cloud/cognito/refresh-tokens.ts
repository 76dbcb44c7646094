import { createHash, randomBytes } from 'node:crypto'
import type { JsonStore } from '../host/state.ts'

/** What a refresh token stands for. */
export type Grant = {
  pool: string
  client: string
  /** The user's. */
  sub: string
  /** Seconds. */
  authTime: number
  originJti: string
  scopes?: string[] | undefined
}

/** `until`: unix milliseconds. A revoked one is kept till then, as its access tokens may still be about. */
type Kept = Grant & {
  until: number
  isRevoked?: true /** Exchanged, and good for a retry until then. */
  retryUntil?: number
}

const key = 'cognito.refresh-tokens'
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Looks like Cognito's: an encrypted JWT, opaque and long. */
const newToken = () => {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}')
  const parts = [header, ...[256, 12, 1024, 16].map((bytes) => randomBytes(bytes))]
  return parts.map((part) => part.toString('base64url')).join('.')
}

/** The refresh tokens of all pools, kept in the state as hashes. */
export const openRefreshTokens = (state: JsonStore, now: () => number) => {
  const all = (): Record<string, Kept> =>
    Object.fromEntries(
      Object.entries(state.get<Record<string, Kept>>(key) ?? {}).filter(([, { until }]) => until > now()),
    )
  const put = (token: string, kept: Kept) => state.set(key, { ...all(), [hashOf(token)]: kept })
  const add = (kept: Kept) => {
    const token = newToken()
    put(token, kept)
    return token
  }
  const find = (token: string, client: string): Kept | undefined => {
    const kept = all()[hashOf(token)]
    if (kept?.client !== client || kept.isRevoked) return undefined
    return (kept.retryUntil ?? kept.until) > now() ? kept : undefined
  }
  return {
    /** @param seconds how long it is good for */
    issue: (grant: Grant, seconds: number): string => add({ ...grant, until: now() + seconds * 1000 }),
    find: (token: string, client: string): Grant | undefined => find(token, client),
    /** Exchanges a token for another, which is good for the rest of its time. @param grace seconds */
    rotate: (token: string, client: string, grace: number): string | undefined => {
      const kept = find(token, client)
      if (!kept) return undefined
      const { retryUntil = now() + grace * 1000, ...grant } = kept
      put(token, { ...grant, retryUntil })
      return add(grant)
    },
    /** Revokes every token of the sign-in that this one comes from. @returns false when it is none of the client's */
    revoke: (token: string, client: string): boolean => {
      const kept = all()[hashOf(token)]
      if (kept?.client !== client) return false
      const marked = Object.entries(all()).map(([hash, one]) => [
        hash,
        one.originJti === kept.originJti ? { ...one, isRevoked: true } : one,
      ])
      state.set(key, Object.fromEntries(marked))
      return true
    },
    /** Whether the access tokens of a sign-in are revoked. */
    isRevoked: (originJti: unknown): boolean =>
      Object.values(all()).some((one) => one.isRevoked && one.originJti === originJti),
  }
}

export type RefreshTokens = ReturnType<typeof openRefreshTokens>
