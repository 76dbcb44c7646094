import { createHmac } from 'node:crypto'

/** How many random bytes a secret is made of; the specification asks for 24 to 64. */
export const secretBytes = 32

const prefix = 'whsec_'

/** @param random of `secretBytes` */
export const writeSecret = (random: Buffer): string => `${prefix}${random.toString('base64')}`

export type Signed = { id: string; at: number; body: string }

/**
 * The headers of a message, signed as Standard Webhooks says
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, "Signature scheme"): HMAC-SHA256
 * over id, time and body. Its own package signs with a slower HMAC in JavaScript; tests verify by that.
 * @param at Unix seconds
 * @param secrets each signs; a receiver takes the message if one of them is theirs
 */
export const signedHeaders = (
  { id, at, body }: Signed,
  secrets: readonly string[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> => ({
  'webhook-id': id,
  'webhook-timestamp': `${at}`,
  'webhook-signature': secrets.map((secret) => `v1,${signatureOf(`${id}.${at}.${body}`, secret)}`).join(' '),
})

const signatureOf = (content: string, secret: string): string =>
  createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
    .update(content)
    .digest('base64')
