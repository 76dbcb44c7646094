import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { fromBase64Url, toBase64Url } from './base64.ts'
import type { Keyring } from './read-keyring.ts'

/**
 * Signed links. Nothing about a link is stored: its token says what it is for, for whom, and until when, under an
 * HMAC-SHA256 truncated to 128 bits (RFC 2104 §5 allows at least half of the hash). A token begins with the id of its
 * key, `k1.<claim>.<HMAC>`, so older links stay valid when another key takes over.
 */
export type Purpose = 'confirm' | 'preferences' | 'unsubscribe' | 'move' | 'rating'

/** What a token is for: a reader's link, or a form that anybody may send. */
export type TokenPurpose = Purpose | 'form'

export type Claim = {
  purpose: TokenPurpose
  /** Subscriber id; empty for a form. */
  subscriber: string
  /**
   * Id of the send that carried the link; empty outside of sends. Of a move, the id of the new address; of a
   * confirmation, which sign-up (`signUpMark`).
   */
  send: string
  /** Unix seconds; 0 = never. */
  expires: number
}

export type Links = {
  /** @returns a URL-safe token */
  sign(claim: Claim): string
  /** @param now Unix milliseconds */
  verify(token: string, purpose: TokenPurpose, now: number): Verified
  /** True when the token's key is not in this keyring: the token is forged, or its key is newer than the keyring. */
  lacksKeyOf(token: string): boolean
}

export type Verified =
  | { outcome: 'valid'; claim: Claim }
  | { outcome: 'forged' }
  | { outcome: 'expired'; claim: Claim }

/** Signs with the keyring's current key; verifies with the key that the token names. */
export const createLinks = ({ current, keys: texts }: Keyring): Links => {
  const keys: Keys = new Map([...texts].map(([id, text]) => [id, createSecretKey(text, 'utf8')]))
  const key = keys.get(current)!
  return {
    sign: (claim) => {
      const text = [claim.purpose, claim.subscriber, claim.send, claim.expires.toString(36)].join('~')
      return `${current}.${toBase64Url(Buffer.from(text))}.${toBase64Url(mac(key, current, text))}`
    },
    verify: (token, purpose, now) => {
      const claim = open(token, keys)
      if (!claim || claim.purpose !== purpose) return { outcome: 'forged' }
      if (claim.expires !== 0 && claim.expires * 1000 < now) return { outcome: 'expired', claim }
      return { outcome: 'valid', claim }
    },
    lacksKeyOf: (token) => {
      const id = shape.exec(token)?.[1]
      return id !== undefined && !keys.has(id)
    },
  }
}

type Keys = ReadonlyMap<string, KeyObject>

/** Key id, claim and signature. */
const shape = /^([a-z0-9]{1,8})\.([\w-]{1,900})\.([\w-]{1,64})$/

const mac = (key: KeyObject, id: string, text: string): Buffer =>
  createHmac('sha256', key).update(`${id}.${text}`).digest().subarray(0, 16)

const open = (token: string, keys: Keys): Claim | undefined => {
  const [, id = '', payload = '', signature = ''] = shape.exec(token) ?? []
  const key = keys.get(id)
  if (!key) return undefined
  const text = fromBase64Url(payload).toString()
  const given = fromBase64Url(signature)
  const expected = mac(key, id, text)
  // A base64url text has several spellings. Accept only ours, so that an altered token never passes.
  if (toBase64Url(expected) !== signature || toBase64Url(Buffer.from(text)) !== payload) return undefined
  if (!timingSafeEqual(given, expected)) return undefined
  const [purpose, subscriber = '', send = '', expires = ''] = text.split('~')
  return { purpose: purpose as TokenPurpose, subscriber, send, expires: Number.parseInt(expires, 36) }
}
