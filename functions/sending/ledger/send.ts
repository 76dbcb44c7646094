import * as z from 'zod'

/** `<issue>--<purpose>`: a send's key, also a legal SES tag value and schedule name. */
export type SendId = string

export const sendIdOf = (issue: string, purpose: string): SendId => `${issue}--${purpose}`

/** How many recipients a batch holds. */
export const batchSize = 500
/** A planning range holds about this many readers. */
export const rangeSize = 4_000
const maxRanges = 256
/**
 * A step of a plan looks at no more subscribers than this, finds no more recipients, and packs them and those left out
 * into no more bytes: it is one item, which DynamoDB takes up to 400 KB (DynamoDB Developer Guide, "Quotas").
 */
export const stepSize = { looks: 4_000, recipients: 2_000, bytes: 300_000 }

/** What a send froze when it began. */
export const Frozen = z.object({
  /** ISO 8601. Whoever confirmed later is not in the audience. */
  at: z.string(),
  /** Content hash of the edition, by language. */
  editions: z.record(z.string(), z.string()),
  /** Topics that the issue has articles for. */
  topics: z.array(z.string()),
  /** It has articles of no topic: readers of any topic get it. */
  forEverybody: z.literal(true).optional(),
  /** 0 for a series, which nobody plans. */
  ranges: z.number().int(),
  /** When it goes out by each reader's own clock: local time, and the zone of those who named none. */
  ownZones: z.object({ local: z.string(), fallback: z.string() }).optional(),
})
export type Frozen = z.infer<typeof Frozen>

/** Who of the readers a send is for: each part that is there must hold. */
export const Filter = z.strictObject({
  languages: z.array(z.string()).min(1).optional(),
  /** Readers of one of these topics, or of all. */
  topics: z.array(z.string()).min(1).optional(),
  /** Answers that a reader may have given, by the field's id. */
  fields: z.record(z.string(), z.array(z.string()).min(1)).optional(),
})
export type Filter = z.infer<typeof Filter>

/**
 * Why a send stands still. A person paused it; its time was missed by too much; too many bounce or complain; SES takes
 * nothing more today; SES refuses the account, not a message. Each is lifted by its own name: `quota` by the sweeper on
 * SES's live quota, all others by a person.
 */
export const Hold = z.enum(['person', 'overdue', 'reputation', 'quota', 'account'])
export type Hold = z.infer<typeof Hold>

/** One distribution of one issue to one frozen audience. */
export const Send = z.object({
  id: z.string(),
  issue: z.string(),
  /** An admin's test goes to one address, in one language, whoever that is. */
  test: z.object({ address: z.string(), language: z.string() }).optional(),
  requestedAt: z.string(),
  /** Who or what asked: an admin, `release`, `cadence`, `welcome`. */
  by: z.string(),
  /** When it is due, ISO 8601 in UTC; absent = at once. */
  at: z.string().optional(),
  /** Local time: each reader gets it then by their own clock. `at` is when the first zone is there. */
  ownZones: z.string().optional(),
  filter: Filter.optional(),
  /** New readers join it one by one, each with a batch of their own. */
  series: z.literal(true).optional(),
  frozen: Frozen.optional(),
  /** Why it stands still (a `Hold`, or a cause that a newer version knows), and since when (ISO 8601). */
  holds: z.record(z.string(), z.string()).default({}),
  /** How often causes were lifted: a pause that comes late, after its own resume, finds another number. */
  lifts: z.number().optional(),
  /** How many readers in a row were refused for no known reason, each in a batch in which nobody got through. */
  refusedInARow: z.number().optional(),
  /** What SES said, in its own words, when it refused the account. */
  heldBecause: z.string().optional(),
  /** A person has looked at its bounces and complaints and lets it go on. */
  trusted: z.boolean().optional(),
  /** When it was cancelled; whoever was waiting then is left out. */
  cancelledAt: z.string().optional(),
})
export type Send = z.infer<typeof Send>

export const isHeld = ({ holds }: Send): boolean => Object.keys(holds).length > 0

/** @param estimate about how many subscribers there are */
export const rangesFor = (estimate: number): number =>
  Math.min(maxRanges, Math.max(1, Math.ceil(estimate / rangeSize)))

/** The shards of a range, `00`–`ff`: 256 cut into `ranges` runs as even as can be. */
export const shardsOf = (range: number, ranges: number): string[] => {
  const first = Math.floor((range * 256) / ranges)
  const end = Math.floor(((range + 1) * 256) / ranges)
  return Array.from({ length: end - first }, (_, index) => (first + index).toString(16).padStart(2, '0'))
}
