import { createHash } from 'node:crypto'
import type { Caller } from '../access/caller.ts'
import { type Answer, refuse } from './answer.ts'

export type RateLimitDeps = {
  /** Counts a call of a caller in a window. @returns how many there were in it, with this one */
  count: (window: { id: string; expires: number }) => Promise<number>
  /** Unix ms. */
  now: () => number
  onTrouble: (error: unknown) => void
}

/** Calls a minute for each caller: as many as one route takes a second, so that nobody is slowed who asks in turn. */
export const callsAMinute = 3_000
const windowSeconds = 60

/** What a caller is told of it. `refusal`: they called too often. */
export type Limited = { headers: Record<string, string>; refusal?: Answer }

/**
 * Counts each caller's calls by the minute, and says how many are left (draft-ietf-httpapi-ratelimit-headers-10). Where
 * that cannot be counted, nobody is kept from calling.
 */
export const createRateLimit =
  ({ count, now, onTrouble }: RateLimitDeps) =>
  async (caller: Caller): Promise<Limited> => {
    const seconds = Math.floor(now() / 1000)
    const window = Math.floor(seconds / windowSeconds)
    const reset = (window + 1) * windowSeconds - seconds
    const who = createHash('sha256')
      .update(caller.key ?? caller.person ?? caller.by)
      .digest('base64url')
    const counted = await count({ id: `${who} ${window}`, expires: seconds + 2 * windowSeconds }).catch(
      onTrouble,
    )
    if (counted === undefined) return { headers: {} }
    const headers = {
      'ratelimit-policy': `"minute";q=${callsAMinute};w=${windowSeconds}`,
      ratelimit: `"minute";r=${Math.max(0, callsAMinute - counted)};t=${reset}`,
    }
    if (counted <= callsAMinute) return { headers }
    const message = `${callsAMinute} calls a minute are taken from each caller: ask again in ${reset} s`
    return {
      headers: { ...headers, 'retry-after': String(reset) },
      refusal: refuse('too-many', { message }),
    }
  }
export type RateLimit = ReturnType<typeof createRateLimit>
