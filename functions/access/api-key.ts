import { createHash, timingSafeEqual } from 'node:crypto'

/** An API key, taken apart: `mk_<id>_<secret>`. Its id is no secret. */
export type ApiKeyParts = { id: string; secret: string }

/** How many random bytes the parts are made of. Nobody guesses 32 of them, so a plain hash keeps the secret. */
export const idBytes = 6
export const secretBytes = 32

const form = /^mk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/

/** @param random of `idBytes` and of `secretBytes` */
export const writeApiKey = (random: { id: Buffer; secret: Buffer }): string =>
  `mk_${random.id.toString('hex')}_${random.secret.toString('base64url')}`

/** @returns undefined for what is no API key */
export const readApiKey = (text: string): ApiKeyParts | undefined => {
  const [, id, secret] = form.exec(text) ?? []
  return id && secret ? { id, secret } : undefined
}

/** What is stored of a secret: SHA-256, in hex. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export const isSecretOf = (hash: string, secret: string): boolean =>
  timingSafeEqual(Buffer.from(hashOfSecret(secret), 'hex'), Buffer.from(hash, 'hex'))
