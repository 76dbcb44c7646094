import { createHmac, createSecretKey } from 'node:crypto'
import * as z from 'zod'
import { Language } from '../platform/language.ts'

/**
 * HMAC-SHA-256 of the normalised address, first 128 bits in hex. Its first byte is the shard. It stands in links, tags
 * and logs, where a plain hash could be tested against any address by whoever sees it.
 */
export type SubscriberId = string

/** The id of a normalised address; as a promise where the key may have to be fetched first. */
export type ReaderIdOf = (address: string) => SubscriberId | Promise<SubscriberId>

/** The evidence of an opt-in (GDPR Art. 7(1)). Times are ISO 8601 in UTC. */
export const Consent = z.object({
  at: z.string(),
  /** Where it was given: the page's path. */
  form: z.string(),
  /** The words that the reader agreed to, as shown. */
  wording: z.string(),
  confirmedAt: z.string().optional(),
})
export type Consent = z.infer<typeof Consent>

const person = {
  id: z.string(),
  email: z.string(),
  language: Language,
  /** Topics chosen; empty = all of them, also those to come. */
  topics: z.array(z.string()),
  /** IANA name; absent = the publication's. */
  timeZone: z.string().optional(),
  /** Answers to the publication's `fields`, by id: a text, an option's id, or `yes`. No answer = not there. */
  fields: z.record(z.string(), z.string()).optional(),
  consent: Consent,
  createdAt: z.string(),
  /** Goes up by one at each change; a change is only written over the revision that was read. */
  revision: z.number(),
}

/** When the form last had us write to this address, and how often of late: strangers can fill in a form, too. */
const mailed = { mailedAt: z.string(), mails: z.number() }

export const Subscriber = z.discriminatedUnion('status', [
  /** Signed up, not confirmed; gone after `expires` (Unix seconds, the table's TTL). */
  z.object({
    ...person,
    status: z.literal('pending'),
    expires: z.number(),
    ...mailed,
  }),
  z.object({
    ...person,
    status: z.literal('active'),
    confirmedAt: z.string(),
    ...z.object(mailed).partial().shape,
  }),
  z.object({ ...person, status: z.literal('unsubscribed'), since: z.string() }),
  z.object({
    ...person,
    status: z.literal('suppressed'),
    cause: z.enum(['bounce', 'complaint']),
    since: z.string(),
  }),
])
export type Subscriber = z.infer<typeof Subscriber>

/** What stays the same person's in every state. A new state starts from this, so that no field of the old one stays. */
export const personOf = ({
  id,
  email,
  language,
  topics,
  timeZone,
  fields,
  consent,
  createdAt,
  revision,
}: Subscriber) => ({
  id,
  email,
  language,
  topics,
  ...(timeZone && { timeZone }),
  ...(fields && { fields }),
  consent,
  createdAt,
  revision,
})

/**
 * The subscriber, unless their sign-up lapsed: DynamoDB deletes expired rows within days, and until then they still
 * come back (Amazon DynamoDB Developer Guide, "Working with expired items and TTL").
 * @param now Unix milliseconds
 */
export const present = (subscriber: Subscriber | undefined, now: number): Subscriber | undefined =>
  subscriber?.status === 'pending' && subscriber.expires * 1000 <= now ? undefined : subscriber

/**
 * The address as it is compared: trimmed, domain in lower case and Punycode, local part in lower case.
 * (RFC 5321 §2.4 lets a host tell local parts apart by case; no mailbox provider does, and two rows would mean two mails.)
 */
export const normalise = (address: string): string => {
  const at = address.lastIndexOf('@')
  const domain = new URL(`http://${address.slice(at + 1).trim()}`).hostname
  return `${address.slice(0, at).trim().toLowerCase()}@${domain}`
}

/**
 * @param secret at least 32 characters. Another secret makes other ids: nobody would be found under theirs any more
 * @returns the id of an address that is normalised already
 * @throws when the secret is too short
 */
export const createReaderIds = (secret: string): ((address: string) => SubscriberId) => {
  if (secret.length < 32) throw new Error('The secret that makes readers’ ids has less than 32 characters')
  const key = createSecretKey(secret, 'utf8')
  return (address) => createHmac('sha256', key).update(address).digest('hex').slice(0, 32)
}

/** The partition of a subscriber: 256 of them, `00`–`ff`. */
export const shardOf = (id: SubscriberId): string => id.slice(0, 2)
