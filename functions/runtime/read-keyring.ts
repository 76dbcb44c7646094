import * as z from 'zod'

/** The form of a key id. It is part of every token, so it is short. */
const keyId = /^[a-z0-9]{1,8}$/

/**
 * The secret as stored: `{"current":"k1","k1":"…"}`. It is flat because Secrets Manager cannot generate a nested value.
 */
const Stored = z
  .record(z.string(), z.string())
  .refine(({ current = '', ...keys }) => current !== 'current' && Object.hasOwn(keys, current))
  .refine(({ current: _, ...keys }) => Object.keys(keys).every((id) => keyId.test(id)))
  .refine(({ current: _, ...keys }) => Object.values(keys).every((key) => key.length >= 32))

/** Keys by id. `current` signs new links; older links stay valid as long as their key is here. */
export type Keyring = { current: string; keys: ReadonlyMap<string, string> }

/**
 * Reads the secret that signs links: a JSON object of keys by id (1–8 of a–z and 0–9), each at least 32 characters
 * long, and `current`, which names one of them.
 * @throws when it is anything else; the message reveals nothing of the secret
 */
export const readKeyring = (secret: string): Keyring => {
  const { current, ...keys } = stored(secret)
  return { current: current!, keys: new Map(Object.entries(keys)) }
}

const stored = (secret: string): z.infer<typeof Stored> => {
  try {
    return Stored.parse(JSON.parse(secret))
  } catch {
    // Drop the cause: it would quote the secret.
    throw new Error(
      'The secret that signs links must be JSON such as {"current":"k1","k1":"…"}: "current" names one of the keys, each of at least 32 characters under an id of 1 to 8 letters a–z and digits',
    )
  }
}
