import { createHmac, createSecretKey } from 'node:crypto'
import * as z from 'zod'
import { Language } from '../../publication/language.ts'
import { causes } from './suppression-cause.ts'

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

/** What was asked for, and the words that it was asked for by. */
const asked = {
  language: Language,
  /** Topics chosen; empty = all of them, also those to come. */
  topics: z.array(z.string()),
  /** IANA name; absent = the publication's. */
  timeZone: z.string().optional(),
  /** Answers to the publication's `fields`, by id: a text, an option's id, or `yes`. No answer = not there. */
  fields: z.record(z.string(), z.string()).optional(),
  consent: Consent,
}

/** A consent that was withdrawn, `left` being when. */
const Former = z.object({ consent: Consent, left: z.string() })

const person = {
  id: z.string(),
  email: z.string(),
  ...asked,
  /** Earlier subscriptions, the oldest first. The last one is told by `consent` and, of who left, by `since`. */
  former: z.array(Former).optional(),
  createdAt: z.string(),
  /** Goes up by one at each change; a change is only written over the revision that was read. */
  revision: z.number(),
}

/** When the form last had us write to this address, and how often of late: strangers can fill in a form, too. */
const mailed = { mailedAt: z.string(), mails: z.number() }
export type Mailed = { mailedAt: string; mails: number }
const mailedIfAny = z.object(mailed).partial().shape

/**
 * A sign-up of somebody who left, beside their row until they confirm it: a stranger may have sent the form, so it
 * neither replaces the evidence nor sets the table's TTL on the row. It lapses at `until` (Unix seconds).
 */
const Request = z.object({ ...asked, until: z.number() })

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
    ...mailedIfAny,
  }),
  z.object({
    ...person,
    status: z.literal('unsubscribed'),
    since: z.string(),
    request: Request.optional(),
    ...mailedIfAny,
  }),
  z.object({
    ...person,
    status: z.literal('suppressed'),
    cause: z.enum(causes),
    since: z.string(),
    /** When they had left before that, if they had. */
    left: z.string().optional(),
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
  former,
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
  ...(former && { former }),
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

/** A sign-up that waits for its confirmation, with what it asks for in place of what holds. */
export type Waiting = Subscriber & { status: 'pending' }

/**
 * The sign-up that waits for its confirmation, that of somebody who left included; undefined when there is none or it
 * lapsed. For looking only: of somebody who left it is not how their row is kept.
 * @param now Unix milliseconds
 */
export const waitingOf = (subscriber: Subscriber | undefined, now: number): Waiting | undefined => {
  const row = present(subscriber, now)
  if (row?.status === 'pending') return row
  if (row?.status !== 'unsubscribed' || !row.request || row.request.until * 1000 <= now) return undefined
  const { timeZone, fields, ...person } = personOf(row)
  const { until, ...request } = row.request
  const { mailedAt = request.consent.at, mails = 1 } = row
  return { ...person, ...request, status: 'pending', expires: until, mailedAt, mails }
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
