import * as z from 'zod'
import { countTimes, type Deliveries, inSteps } from './delivery-times.ts'
import { countLinks } from './pressed-links.ts'
import { countRatings, type Rating } from './ratings.ts'

/**
 * s: sent; r: rejected or not rendered by SES, so not sent; t: delayed (in rows of before 0.5.0 also: bounced for now);
 * f: bounced for now (soft); d: delivered; b: bounced for good (hard); c: complained.
 */
export type ReportCode = 's' | 'r' | 't' | 'f' | 'd' | 'b' | 'c'

/**
 * What was done with a delivered mail. Machines open and follow links before people do; they are counted apart. `left`:
 * the reader unsubscribed by a link of this mail. Their bits fill a digit of base 32: what else is to be known of a recipient needs
 * an attribute of its own, as ratings have, since a digit that is not of base 32 would be lost to whoever reads the row.
 */
export const acts = ['openedByMachine', 'opened', 'clickedByMachine', 'clicked', 'left'] as const
export type Act = (typeof acts)[number]

/** A report on one recipient, found by its message's tags. */
export type Report = {
  send: string
  batch: string
  index: number
  code: ReportCode
  act?: Act
  /** In which five minutes it was delivered, see `delivery-times.ts`. */
  slot?: number
  /** What the recipient says of the mail. */
  rating?: Rating
  /** The address of the link that a person pressed. */
  link?: string
  /** Which claim of the batch the message was sent under. A rejection settles its recipient only by this. */
  attempt?: number
}

/**
 * Reports on a batch's recipients, up to the highest index reported. `codes`: one {@link ReportCode} each, `.` = nothing
 * yet. `acts`: one digit of base 32 each, a bit for each of {@link acts}. `ratings`: absent until somebody rates; see
 * `ratings.ts`. `links`: absent until a person presses one; see `pressed-links.ts`. `times`: when they were delivered; absent
 * until one is known; see `delivery-times.ts`.
 */
export type BatchReports = {
  codes: string
  acts: string
  ratings?: string | undefined
  links?: string | undefined
  times?: string | undefined
}
export const noReports: BatchReports = { codes: '', acts: '' }

/**
 * The row of a batch's reports. It calls their codes `fates`, and so do the rows of sums and the keys of both: the word
 * of before 0.4.0, kept because stored rows have it.
 */
export const SesReports = z
  .object({
    fates: z.string(),
    acts: z.string().optional(),
    ratings: z.string().optional(),
    links: z.string().optional(),
    times: z.string().optional(),
  })
  .transform(
    ({ fates, acts = '', ratings, links, times }): BatchReports => ({
      codes: fates,
      acts,
      ...(ratings && { ratings }),
      ...(links && { links }),
      ...(times && { times }),
    }),
  )

/** Counts of a send's reports. `bounced`: for good; `softBounced`: for now, and not delivered. */
export const ReportCounts = z.object({
  delivered: z.number(),
  bounced: z.number(),
  complained: z.number(),
  // Rows of before 0.5.0 lack what follows.
  softBounced: z.number().default(0),
  unsubscribed: z.number().default(0),
  opened: z.number().default(0),
  openedByMachine: z.number().default(0),
  clicked: z.number().default(0),
  clickedByMachine: z.number().default(0),
  worthReading: z.number().default(0),
  notWorthReading: z.number().default(0),
})
export type ReportCounts = z.infer<typeof ReportCounts>

/**
 * Counts reports by kind, each recipient once. A complaint implies a delivery. Whom a person's open or click is known of
 * counts as one, whatever machines did before.
 */
export const countReports = (all: readonly BatchReports[]): ReportCounts => {
  const codes = all.map((one) => one.codes).join('')
  const count = (code: ReportCode) => codes.split(code).length - 1
  const done = all.flatMap((one) => [...one.acts]).map((digit) => Number.parseInt(digit, 32))
  const countActs = (act: Act, unless?: Act) =>
    done.filter((bits) => hasAct(bits, act) && !(unless && hasAct(bits, unless))).length
  const complained = count('c')
  return {
    delivered: count('d') + complained,
    bounced: count('b'),
    complained,
    softBounced: count('f'),
    unsubscribed: countActs('left'),
    opened: countActs('opened'),
    openedByMachine: countActs('openedByMachine', 'opened'),
    clicked: countActs('clicked'),
    clickedByMachine: countActs('clickedByMachine', 'clicked'),
    ...countRatings(all.map(({ ratings = '' }) => ratings)),
  }
}

/** How many recipients pressed each link, by its key, see `pressed-links.ts`. */
export const countPressed = (all: readonly BatchReports[]): Record<string, number> =>
  countLinks(all.flatMap(({ links = '' }) => links || []))

/** When the mails were delivered that were, as far as it is known: counts, by steps of time. */
export const countDeliveries = (all: readonly BatchReports[]): Deliveries =>
  inSteps(
    countTimes(
      all.map(({ codes, times = '' }) => ({
        times,
        isDelivered: (index) => 'dc'.includes(codes[index] ?? '.'),
      })),
    ),
  )

/** What was done with the mail of one recipient, as far as it is known. */
export const actsOf = (reports: BatchReports, index: number): Act[] => {
  const bits = Number.parseInt(reports.acts[index] ?? '0', 32)
  return acts.filter((act) => hasAct(bits, act))
}

export const bitOf = (act: Act): number => 1 << acts.indexOf(act)
const hasAct = (bits: number, act: Act): boolean => (bits & bitOf(act)) !== 0
