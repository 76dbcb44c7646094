import * as z from 'zod'

/** `<issue>--<purpose>`: a send's key, also a legal SES tag value and schedule name. */
export type SendId = string

export const sendIdOf = (issue: string, purpose: string): SendId => `${issue}--${purpose}`

/** How many recipients a batch holds, and how many of them go between two marks of the ledger. */
export const batchSize = 500
export const chunkSize = 50
/** A planning range holds about this many readers. */
export const rangeSize = 4_000
const maxRanges = 256

/** What a send froze when it began. */
export const Frozen = z.object({
  /** ISO 8601. Whoever confirmed later is not in the audience. */
  at: z.string(),
  /** Content hash of the edition, by language. */
  editions: z.record(z.string(), z.string()),
  /** Topics that the issue has articles for. */
  topics: z.array(z.string()),
  ranges: z.number().int(),
})
export type Frozen = z.infer<typeof Frozen>

/** A person paused it; its time was missed by too much; too many bounce or complain. */
export const Hold = z.enum(['person', 'overdue', 'reputation'])
export type Hold = z.infer<typeof Hold>

/** One distribution of one issue to one frozen audience. */
export const Send = z.object({
  id: z.string(),
  issue: z.string(),
  /** An admin's test goes to one address, in one language, whoever that is. */
  test: z.object({ address: z.string(), language: z.string() }).optional(),
  requestedAt: z.string(),
  /** Who or what asked: `admin`, `release`, `cadence`. */
  by: z.string(),
  /** When it is due, ISO 8601 in UTC; absent = at once. */
  at: z.string().optional(),
  frozen: Frozen.optional(),
  /** Why it stands still, and since when (ISO 8601). Each cause lifts only its own. */
  holds: z.partialRecord(Hold, z.string()).default({}),
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

/** A batch's key inside its send: `<range>-<number>`, padded so that keys sort. */
export const batchKey = (range: number, number: number): string =>
  `${String(range).padStart(3, '0')}-${String(number).padStart(4, '0')}`
