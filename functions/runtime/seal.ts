import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

const algorithm = 'aes-256-gcm'
/** Bytes (NIST SP 800-38D §8.2 and §5.2.1.2). */
export const ivBytes = 12
const tagBytes = 16

/** What is sealed: one secret makes another key for each. */
export type Sealed = 'console tokens' | 'api answers'

const keyOf = (secret: string, what: Sealed): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `masthead ${what}`, 32))

/**
 * Encrypts a text so that only who holds the secret reads it.
 * @param secret random bytes as text: 32, or as many as whoever chose it thought enough
 * @param iv `ivBytes` random ones, never twice under one secret
 */
export const seal = (what: Sealed, text: string, secret: string, iv: Buffer): string => {
  const cipher = createCipheriv(algorithm, keyOf(secret, what), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** @returns undefined when it was sealed under another secret, or altered */
export const unseal = (what: Sealed, sealed: string, secret: string): string | undefined => {
  const bytes = Buffer.from(sealed, 'base64url')
  const [iv, tag] = [bytes.subarray(0, ivBytes), bytes.subarray(ivBytes, ivBytes + tagBytes)]
  try {
    const decipher = createDecipheriv(algorithm, keyOf(secret, what), iv, { authTagLength: tagBytes })
    decipher.setAuthTag(tag)
    const rest = bytes.subarray(ivBytes + tagBytes)
    return Buffer.concat([decipher.update(rest), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
