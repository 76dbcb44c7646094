import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'

/**
 * Signed links. Nothing about a link is stored: the token says what it is for, for whom, and until when,
 * under an HMAC-SHA256 truncated to 128 bits (RFC 2104 §5 allows at least half of the hash).
 */
export type Purpose = 'confirm' | 'preferences' | 'unsubscribe'

/** What a token is for: a reader's link, or a form that anybody may send. */
export type TokenPurpose = Purpose | 'form'

export type Claim = {
  purpose: TokenPurpose
  /** Subscriber id; empty for a form. */
  subscriber: string
  /** Where the link stood: a send's id; empty outside of sends. */
  send: string
  /** Unix seconds; 0 = never (unsubscribing must always work). */
  expires: number
}

export type Links = {
  /** @returns a URL-safe token */
  sign(claim: Claim): string
  /** @param now Unix milliseconds */
  verify(token: string, purpose: TokenPurpose, now: number): Verified
}

export type Verified =
  | { outcome: 'valid'; claim: Claim }
  | { outcome: 'forged' }
  | { outcome: 'expired'; claim: Claim }

/** @param secret at least 32 characters, from the secret store */
export const createLinks = (secret: string): Links => {
  const key = createSecretKey(secret, 'utf8')
  const mac = (text: string) => createHmac('sha256', key).update(text).digest().subarray(0, 16)
  return {
    sign: (claim) => {
      const text = [claim.purpose, claim.subscriber, claim.send, claim.expires.toString(36)].join('~')
      return `${Buffer.from(text).toString('base64url')}.${mac(text).toString('base64url')}`
    },
    verify: (token, purpose, now) => {
      const claim = open(token, mac)
      if (!claim || claim.purpose !== purpose) return { outcome: 'forged' }
      if (claim.expires !== 0 && claim.expires * 1000 < now) return { outcome: 'expired', claim }
      return { outcome: 'valid', claim }
    },
  }
}

const open = (token: string, mac: (text: string) => Buffer): Claim | undefined => {
  const [payload, signature, ...rest] = token.split('.')
  if (token.length > 1000 || !payload || !signature || rest.length > 0) return undefined
  const text = Buffer.from(payload, 'base64url').toString()
  const given = Buffer.from(signature, 'base64url')
  const expected = mac(text)
  // A base64url text has several spellings; only ours counts, so that an altered token is never accepted.
  if (expected.toString('base64url') !== signature || Buffer.from(text).toString('base64url') !== payload)
    return undefined
  if (!timingSafeEqual(given, expected)) return undefined
  const [purpose, subscriber = '', send = '', expires = ''] = text.split('~')
  return { purpose: purpose as TokenPurpose, subscriber, send, expires: Number.parseInt(expires, 36) }
}
