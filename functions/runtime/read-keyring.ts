import * as z from 'zod'

/** What may name a key. It stands in every token, so it is short. */
const keyId = /^[a-z0-9]{1,8}$/

/** As the secret store keeps it: `{"current":"k1","k1":"…"}`. Flat, since Secrets Manager generates no nested value. */
const Stored = z
  .record(z.string(), z.string())
  .refine(({ current = '', ...keys }) => current !== 'current' && Object.hasOwn(keys, current))
  .refine(({ current: _, ...keys }) => Object.keys(keys).every((id) => keyId.test(id)))
  .refine(({ current: _, ...keys }) => Object.values(keys).every((key) => key.length >= 32))

/** Keys by their ids. New links are signed with `current`; links of before stay good as long as their key is here. */
export type Keyring = { current: string; keys: ReadonlyMap<string, string> }

/**
 * Reads the secret that signs links: a JSON object of keys by their ids (1–8 of a–z and 0–9), each a text of at least
 * 32 characters, beside `current`, which names one of them.
 * @throws when it is anything else; the message holds nothing of the secret
 */
export const readKeyring = (secret: string): Keyring => {
  const { current, ...keys } = stored(secret)
  return { current: current!, keys: new Map(Object.entries(keys)) }
}

const stored = (secret: string): z.infer<typeof Stored> => {
  try {
    return Stored.parse(JSON.parse(secret))
  } catch {
    // The cause would quote what it could not read.
    throw new Error(
      'The secret that signs links must be JSON such as {"current":"k1","k1":"…"}: "current" names one of the keys, each of at least 32 characters under an id of 1 to 8 letters a–z and digits',
    )
  }
}
