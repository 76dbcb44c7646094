import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'

const algorithm = 'aes-256-gcm'
/** Bytes (NIST SP 800-38D §8.2 and §5.2.1.2). */
export const ivBytes = 12
const tagBytes = 16

/** The name under which a session is kept: who reads the table learns no secret. */
export const sessionIdOf = (secret: string): string =>
  createHash('sha256').update(`session~${secret}`).digest('hex')

const keyOf = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'masthead console tokens', 32))

/**
 * Encrypts a text so that only who holds the secret reads it.
 * @param secret 32 random bytes as text
 * @param iv `ivBytes` random ones, never twice under one secret
 */
export const seal = (text: string, secret: string, iv: Buffer): string => {
  const cipher = createCipheriv(algorithm, keyOf(secret), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** @returns undefined when it was sealed under another secret, or altered */
export const unseal = (sealed: string, secret: string): string | undefined => {
  const bytes = Buffer.from(sealed, 'base64url')
  const [iv, tag] = [bytes.subarray(0, ivBytes), bytes.subarray(ivBytes, ivBytes + tagBytes)]
  try {
    const decipher = createDecipheriv(algorithm, keyOf(secret), iv, { authTagLength: tagBytes })
    decipher.setAuthTag(tag)
    const rest = bytes.subarray(ivBytes + tagBytes)
    return Buffer.concat([decipher.update(rest), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
