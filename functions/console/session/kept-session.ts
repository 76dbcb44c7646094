import { createHash } from 'node:crypto'
import * as z from 'zod'

/** A person's tokens of the user pool. `until`: when `id` ends, Unix ms. */
export const Tokens = z.object({ id: z.string(), refresh: z.string(), until: z.number() })
export type Tokens = z.infer<typeof Tokens>

/**
 * A session as it is kept. `id`: a hash of the secret that the browser holds; `sealed`: the tokens, which nobody can read
 * without that secret; `by`: who; `expires`: Unix seconds.
 */
export const KeptSession = z.object({
  id: z.string(),
  sealed: z.string(),
  by: z.string(),
  at: z.string(),
  expires: z.number(),
})
export type KeptSession = z.infer<typeof KeptSession>

/** The name under which a session is kept: who reads the table learns no secret. */
export const sessionIdOf = (secret: string): string =>
  createHash('sha256').update(`session~${secret}`).digest('hex')

/** What a browser remembers between leaving for the sign-in page and coming back. `to`: where they wanted to go. */
export const SigningIn = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
})
export type SigningIn = z.infer<typeof SigningIn>
