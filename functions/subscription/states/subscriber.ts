import * as z from 'zod'
import { Language } from '../../publication/language.ts'
import { Consent, signUpMark } from './consent.ts'
import { MovedFrom, NewAddress, Stay } from './former-addresses.ts'
import { Leaving, leaveReasons } from './leaving.ts'
import { Pause } from './pause.ts'
import { SoftBounces } from './soft-bounces.ts'
import { causes } from './suppression-cause.ts'

/** The choices of a sign-up, and the consent that came with them. */
const asked = {
  language: Language,
  /** Chosen topics; empty = all, including future ones. */
  topics: z.array(z.string()),
  /** IANA name; absent = the publication's time zone. */
  timeZone: z.string().optional(),
  /**
   * Answers to the publication's `fields`, by field id: a text, an option's id, or `yes`. Unanswered fields are absent.
   */
  fields: z.record(z.string(), z.string()).optional(),
  consent: Consent,
}
const Asked = z.object(asked)
export type Asked = z.infer<typeof Asked>

/**
 * Further sign-ups that wait, the earliest first. A stranger may have sent any of them, so none replaces another: each is
 * confirmed as it was shown, by the link that it had mailed.
 */
const laterIfAny = { later: z.array(Asked).optional() }

/** They had asked, and never confirmed: `consent` is what a form said, and proves nothing. */
const unconfirmedIfSo = { unconfirmed: z.literal(true).optional() }

/** Which rows of imports kept a reader out, in their order, and what they were before. */
const keptOutBy = z.array(
  z.object({
    import: z.string(),
    row: z.number(),
    from: z.enum(['pending', 'active', 'unsubscribed', 'suppressed']),
    /** When. */
    at: z.string().optional(),
  }),
)
const keptOutByIfAny = { keptOutBy: keptOutBy.optional() }

/**
 * A withdrawn consent; `left` is when it was withdrawn. `joined`: that of another reader, who has moved to this one's
 * address, where the two are one.
 */
const Former = z.object({
  consent: Consent,
  left: z.string(),
  leaving: Leaving.optional(),
  joined: z.literal(true).optional(),
})

const person = {
  id: z.string(),
  email: z.string(),
  ...asked,
  /** Earlier subscriptions, oldest first. The latest one is in `consent` and, once the reader has left, `since`. */
  former: z.array(Former).optional(),
  /** Addresses of before, the earliest first. */
  movedFrom: z.array(MovedFrom).optional(),
  /** In which sends they are planned by this id. Absent = in all. */
  stays: z.array(Stay).optional(),
  createdAt: z.string(),
  /** Grows by one with each change. A change is written only over the revision that was read. */
  revision: z.number(),
}

/** When a form last made us mail this address, and how many times recently: strangers can send the form too. */
const mailed = { mailedAt: z.string(), mails: z.number() }
export type Mailed = { mailedAt: string; mails: number }
const mailedIfAny = z.object(mailed).partial().shape

/**
 * A former reader's new sign-up, kept beside their row until they confirm it. A stranger may have sent the form, so it
 * neither replaces the evidence of consent nor sets the row's TTL. It lapses at `until` (Unix seconds), with all later ones.
 */
const Request = z.object({ ...asked, ...laterIfAny, until: z.number() })

const Active = z.object({
  ...person,
  status: z.literal('active'),
  confirmedAt: z.string(),
  paused: Pause.optional(),
  softBounces: SoftBounces.optional(),
  /** When an imported reader last chose here what they get. */
  chosenAt: z.string().optional(),
  newAddress: NewAddress.optional(),
  ...mailedIfAny,
})
export type Active = z.infer<typeof Active>

export const Subscriber = z.discriminatedUnion('status', [
  /** Signed up but not confirmed; deleted after `expires` (Unix seconds, the table's TTL). */
  z.object({
    ...person,
    status: z.literal('pending'),
    expires: z.number(),
    ...laterIfAny,
    ...mailed,
    /** Which call asked a reader of an import by mail, so that it knows its own mark from another's. */
    askedBy: z.string().optional(),
  }),
  Active,
  z.object({
    ...person,
    status: z.literal('unsubscribed'),
    since: z.string(),
    leaving: Leaving.optional(),
    request: Request.optional(),
    ...unconfirmedIfSo,
    ...keptOutByIfAny,
    ...mailedIfAny,
  }),
  z.object({
    ...person,
    status: z.literal('suppressed'),
    cause: z.enum(causes),
    since: z.string(),
    /** When and how they had unsubscribed before being suppressed, if they had. */
    left: z.string().optional(),
    leaving: Leaving.optional(),
    ...unconfirmedIfSo,
    ...keptOutByIfAny,
  }),
])
export type Subscriber = z.infer<typeof Subscriber>

/**
 * What is left of a reader who was erased: their id, which is a keyed hash, so that no import brings them back. Whoever
 * was suppressed stays so.
 */
export const Erased = z.object({
  id: z.string(),
  status: z.literal('erased'),
  /** When. */
  at: z.string(),
  suppressed: z.enum(causes).optional(),
  /** Nobody was erased: an admin suppressed an address that nobody had. */
  unknown: z.literal(true).optional(),
  /** Of who was not erased, but left so long ago that nothing else is kept of them: when they did, and why. */
  left: z.object({ at: z.string(), reason: z.enum(leaveReasons).optional() }).optional(),
  /** They had moved away from this address before. */
  moved: z.literal(true).optional(),
  /** The id of whoever has the address after them. */
  next: z.string().optional(),
  revision: z.number(),
})
/**
 * A new sign-up at the address of an erased reader. It is an item of its own, which DynamoDB deletes when it has lapsed,
 * so that nothing of a stranger's form stays. Its revision counts its own changes.
 */
export const RequestAnew = Request.extend({ email: z.string(), ...mailed, revision: z.number() })
export type RequestAnew = z.infer<typeof RequestAnew>
export type Erased = z.infer<typeof Erased> & { request?: RequestAnew | undefined }

/**
 * What stays at the address of a reader who has moved: where to, so that their old links and what was planned by their
 * old id reach them there.
 */
export const Moved = z.object({
  id: z.string(),
  status: z.literal('moved'),
  /** The id of the new address, or of the one after it. */
  to: z.string(),
  /** When. */
  at: z.string(),
  stays: z.array(Stay),
  /** The id of whoever has the address after them. */
  next: z.string().optional(),
  /** Who is moving, until their new row stands and names this one; after that it holds nothing of them. */
  carried: Active.optional(),
  revision: z.number(),
})
export type Moved = z.infer<typeof Moved>

/** A row of the table: a person, or what is left of one, or where one has gone. */
export const ReaderRow = z.discriminatedUnion('status', [...Subscriber.options, Erased, Moved])
export type ReaderRow = Subscriber | Erased | Moved

/** The person of a row, unless they were erased or have moved. */
export const personIn = (row: ReaderRow | undefined): Subscriber | undefined =>
  row?.status === 'erased' || row?.status === 'moved' ? undefined : row

/** The fields that every state shares. A new state starts from these, so that no field of the old state remains. */
export const personOf = ({
  id,
  email,
  language,
  topics,
  timeZone,
  fields,
  consent,
  former,
  movedFrom,
  stays,
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
  ...(movedFrom && { movedFrom }),
  ...(stays && { stays }),
  createdAt,
  revision,
})

/**
 * The subscriber, unless they were erased or their sign-up has lapsed. DynamoDB takes days to delete expired rows and returns them until
 * then (Amazon DynamoDB Developer Guide, "Working with expired items and TTL").
 * @param now Unix milliseconds
 */
export const present = (row: ReaderRow | undefined, now: number): Subscriber | undefined =>
  row?.status === 'pending' && row.expires * 1000 <= now ? undefined : personIn(row)

/** A sign-up that waits for confirmation, with the requested choices in place of the current ones. */
export type Waiting = Subscriber & { status: 'pending' }

/** All sign-ups that wait at an address, the earliest first. */
export const signUpsOf = ({ language, topics, timeZone, fields, consent, later = [] }: Waiting): Asked[] => [
  { language, topics, ...(timeZone && { timeZone }), ...(fields && { fields }), consent },
  ...later,
]

/** The same with these sign-ups, of which there is one at least. */
const withSignUps = (waiting: Waiting, [first, ...later]: readonly Asked[]): Waiting => {
  const { timeZone: _, fields: __, later: ___, ...rest } = waiting
  return { ...rest, ...first!, ...(later.length > 0 && { later }) }
}

/**
 * The sign-up that waits for confirmation, including a former or an erased reader's; undefined when there is none or it
 * has lapsed. Read-only: such a reader's row is not stored in this shape.
 * @param now Unix milliseconds
 * @param mark which of several, see `signUpMark`; by default the earliest, also for links of before there were marks
 */
export const waitingOf = (found: ReaderRow | undefined, now: number, mark = ''): Waiting | undefined => {
  const first = earliest(found, now)
  if (!first || !mark) return first
  const one = signUpsOf(first).find(({ consent }) => signUpMark(consent) === mark)
  return one && withSignUps(first, [one])
}

const earliest = (found: ReaderRow | undefined, now: number): Waiting | undefined => {
  if (found?.status === 'erased') return waitingAnew(found, now)
  const row = present(found, now)
  if (row?.status === 'pending') return row
  if (row?.status !== 'unsubscribed' || !row.request || row.request.until * 1000 <= now) return undefined
  const { timeZone, fields, ...person } = personOf(row)
  const { until, ...request } = row.request
  const { mailedAt = request.consent.at, mails = 1 } = row
  return { ...person, ...request, status: 'pending', expires: until, mailedAt, mails }
}

const waitingAnew = ({ id, revision, request }: Erased, now: number): Waiting | undefined => {
  if (!request || request.until * 1000 <= now) return undefined
  const { until, revision: _, ...asked } = request
  return { id, ...asked, status: 'pending', expires: until, createdAt: asked.consent.at, revision }
}
