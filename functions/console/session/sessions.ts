import type { Caller } from '../../access/caller.ts'
import { ivBytes, seal, unseal } from '../../runtime/seal.ts'
import { sessionSeconds } from '../settings.ts'
import type { KeptSession } from './kept-session.ts'
import { type SigningIn, sessionIdOf, Tokens } from './kept-session.ts'

export type SessionsDeps = {
  kept: {
    get: (id: string) => Promise<KeptSession | undefined>
    put: (session: KeptSession) => Promise<void>
    renew: (session: KeptSession) => Promise<void>
    remove: (id: string) => Promise<void>
  }
  pool: {
    begin: (to: string) => Promise<{ location: string; remember: SigningIn }>
    finish: (query: string, begun: SigningIn) => Promise<Tokens | undefined>
    renew: (tokens: Tokens) => Promise<Tokens | undefined>
    end: (tokens: Tokens | undefined, to: string) => Promise<string>
  }
  /** Whom an ID token names. */
  whoIn: (id: string) => Caller
  random: (bytes: number) => Buffer
  /** Unix ms. */
  now: () => number
}

/** Somebody who is signed in. `token`: what to call the API with. */
export type SignedIn = { who: Caller; token: string }

/** An ID token that ends so soon, ms, is renewed before it is used. */
const spareMs = 60_000

/** Sign-ins to the console. The browser holds a secret; all else is kept here, readable by that secret alone. */
export const createSessions = ({ kept, pool, whoIn, random, now }: SessionsDeps) => {
  const sealed = (tokens: Tokens, secret: string) =>
    seal('console tokens', JSON.stringify(tokens), secret, random(ivBytes))
  const find = async (secret: string): Promise<{ session: KeptSession; tokens: Tokens } | undefined> => {
    const session = await kept.get(sessionIdOf(secret))
    if (!session || session.expires * 1000 <= now()) return undefined
    const text = unseal('console tokens', session.sealed, secret)
    return text === undefined ? undefined : { session, tokens: Tokens.parse(JSON.parse(text)) }
  }
  /** Whoever may not renew is signed out: an owner removed them, or they signed out everywhere. */
  const renewed = async (
    secret: string,
    session: KeptSession,
    tokens: Tokens,
  ): Promise<Tokens | undefined> => {
    const newer = await pool.renew(tokens)
    if (newer) await kept.renew({ ...session, sealed: sealed(newer, secret) })
    else await kept.remove(session.id)
    return newer
  }
  return {
    begin: pool.begin,
    /** @returns the secret for the browser; undefined when the pool says no */
    finish: async (query: string, begun: SigningIn): Promise<string | undefined> => {
      const tokens = await pool.finish(query, begun)
      if (!tokens) return undefined
      const secret = random(32).toString('base64url')
      await kept.put({
        id: sessionIdOf(secret),
        sealed: sealed(tokens, secret),
        by: whoIn(tokens.id).by,
        at: new Date(now()).toISOString(),
        expires: Math.floor(now() / 1000) + sessionSeconds,
      })
      return secret
    },
    /** @returns undefined when nobody is signed in by this secret, or not any more */
    current: async (secret: string): Promise<SignedIn | undefined> => {
      const found = await find(secret)
      if (!found) return undefined
      const { session, tokens } = found
      const fresh = tokens.until - spareMs > now() ? tokens : await renewed(secret, session, tokens)
      return fresh && { who: whoIn(fresh.id), token: fresh.id }
    },
    /** @returns where the pool forgets the browser, too, and sends it on `to` */
    end: async (secret: string | undefined, to: string): Promise<string> => {
      const found = secret ? await find(secret) : undefined
      if (secret) await kept.remove(sessionIdOf(secret))
      return pool.end(found?.tokens, to)
    },
  }
}
export type Sessions = ReturnType<typeof createSessions>
