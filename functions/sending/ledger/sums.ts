import * as z from 'zod'
import { defined } from '../../runtime/defined.ts'
import type { Batch } from './batch.ts'
import { add, tally } from './outcomes.ts'
import { Counts } from './plan-step.ts'
import type { RangeEnd } from './range-end.ts'
import type { Send } from './send.ts'
import { type BatchReports, countDeliveries, countPressed, countReports, ReportCounts } from './ses-report.ts'

/** A part of a send with its own sums: a range, or a whole series, which has no ranges. */
export type Place = number | 'all'

/**
 * The sums of a part of a send, for display only: they never decide who is mailed. They are derived from the ledger's
 * rows each time, never incremented, because a crash between two writes would lose or double an increment.
 */
export const Sums = z.object({
  /** When they were derived, Unix ms by the database's clock. */
  at: z.number(),
  candidates: z.number(),
  accepted: z.number(),
  uncertain: z.number(),
  waiting: z.number(),
  excluded: Counts,
  failed: Counts,
  /** SES's reports. */
  reports: ReportCounts,
  /** How many pressed each link, by its key; absent when nobody did, and in a series, whose mails are many. */
  pressed: z.record(z.string(), z.number()).optional(),
  /** How many were delivered when, see `delivery-times.ts`; absent while nothing is known, and in a series, which has no end. */
  deliveries: z.record(z.string(), z.number()).optional(),
  planned: z.number(),
  closed: z.number(),
  /** Recipients settled, and the ms that their batches were worked on; together they give a worker's speed. */
  settled: z.number(),
  workedMs: z.number(),
  /** Ends of the claims on its batches at that time, Unix ms. */
  leases: z.array(z.number()),
  /**
   * Of those waiting: how many were not due yet, in how many batches, and when the first of them will be, Unix ms. Older
   * sums lack the batches.
   */
  later: z.object({ waiting: z.number(), next: z.number(), batches: z.number().optional() }).optional(),
  /** Whether all of its batches are planned and in the ledger. */
  ended: z.boolean(),
  /** Number of batches that this version cannot read; the counts do not include them. */
  unreadable: z.number().optional(),
  /** All of its batches are planned and closed, and nobody is about to reopen one. */
  done: z.literal(true).optional(),
  /** Workers about to reopen batches, and since when, Unix ms. While any entry is recent, the part is not `done`. */
  reopening: z.record(z.string(), z.number()).optional(),
  /** When the sweeper last queued it for planning again, Unix ms. */
  handedOut: z.number().optional(),
  /** For a series: the stamp under which the sweeper found it open. */
  stamp: z.string().optional(),
  /** Up to which asking anew of its send all of its batches are reopened. */
  anew: z.number().optional(),
})
export type Sums = z.infer<typeof Sums>

/** Replaces unreadable sums: nothing is counted, and somebody may be about to reopen batches. */
export const noSums: Sums = {
  at: 0,
  ...{ candidates: 0, accepted: 0, uncertain: 0, waiting: 0, excluded: {}, failed: {} },
  reports: countReports([]),
  ...{ planned: 0, closed: 0, settled: 0, workedMs: 0, leases: [], ended: false },
  reopening: { unknown: 0 },
}

/** What the sums are derived from. */
export type SumsOf = {
  place: Place
  batches: readonly Batch[]
  /** Number of further batches that cannot be read. */
  unreadable: number
  reports: readonly BatchReports[]
  end?: RangeEnd
  /** Unix ms, no later than the database's time. */
  now: number
}
/** What only those who write the sums know. */
export type Noted = Pick<Sums, 'reopening' | 'handedOut' | 'stamp' | 'anew'>

/** By this many ms, a worker that reopens batches is dead and all its writes have taken effect. */
export const reopeningMs = 15 * 60_000

/** Derives the sums of a part of a send from the ledger's rows. */
export const sumUp = (of: SumsOf, noted: Noted = {}): Sums => {
  const { place, batches, unreadable, end, now } = of
  const ended = place === 'all' || (end !== undefined && end.batches === batches.length + unreadable)
  const closed = batches.filter((batch) => batch.closed).length
  const reopening = Object.fromEntries(
    Object.entries(noted.reopening ?? {}).filter(([, since]) => since + reopeningMs >= now),
  )
  const isReopening = Object.keys(reopening).length > 0
  const isDone = ended && unreadable === 0 && closed === batches.length && !isReopening
  const { handedOut, stamp, anew } = noted
  return {
    at: now,
    ...audienceOf(of),
    reports: countReports(of.reports),
    ...pressedIn(of),
    ...deliveriesIn(of),
    planned: batches.length,
    closed,
    ...speedOf(of),
    ...laterOf(of),
    ended,
    ...(unreadable > 0 && { unreadable }),
    ...(isDone && { done: true }),
    ...(isReopening && { reopening }),
    ...defined({ handedOut, stamp, anew }),
  }
}

/** Number of a batch's recipients who are waiting, including those under way. */
export const waitingIn = ({ codes }: Pick<Batch, 'codes'>): number => tally(codes).waiting

const audienceOf = ({ batches, end }: SumsOf) => {
  const sums = { candidates: 0, accepted: 0, uncertain: 0, waiting: 0, excluded: {}, failed: {} }
  for (const { candidates, excluded } of end ? [end, ...batches] : batches) {
    sums.candidates += candidates
    add(sums.excluded, excluded)
  }
  for (const { codes } of batches) {
    const counted = tally(codes)
    sums.accepted += counted.accepted
    sums.uncertain += counted.uncertain
    sums.waiting += counted.waiting
    add(sums.excluded, counted.excluded)
    add(sums.failed, counted.failed)
  }
  return sums
}

const pressedIn = ({ place, reports }: SumsOf): Pick<Sums, 'pressed'> => {
  const pressed = place === 'all' ? {} : countPressed(reports)
  return Object.keys(pressed).length > 0 ? { pressed } : {}
}

const deliveriesIn = ({ place, reports }: SumsOf): Pick<Sums, 'deliveries'> => {
  const deliveries = place === 'all' ? {} : countDeliveries(reports)
  return Object.keys(deliveries).length > 0 ? { deliveries } : {}
}

const speedOf = ({ batches, now }: SumsOf) => {
  const worked = batches.filter(({ workedMs = 0 }) => workedMs > 0)
  return {
    settled: worked.reduce((sum, batch) => sum + batch.codes.length - waitingIn(batch), 0),
    workedMs: worked.reduce((sum, { workedMs = 0 }) => sum + workedMs, 0),
    leases: batches.flatMap(({ closed, lease = 0 }) => (!closed && lease > now ? [lease] : [])),
  }
}

const laterOf = ({ batches, now }: SumsOf): Pick<Sums, 'later'> => {
  const later = batches.filter(({ closed, due = 0 }) => !closed && due > now)
  if (later.length === 0) return {}
  const waiting = later.reduce((sum, batch) => sum + waitingIn(batch), 0)
  return { later: { waiting, next: Math.min(...later.map(({ due = 0 }) => due)), batches: later.length } }
}

/**
 * Whether there is nothing to do in a planned part before the first of its open batches is due: none of the others is
 * open, and nobody is about to reopen one.
 */
export const isIdle = (
  { ended, planned, closed, later, unreadable, reopening }: Sums,
  { laterMs = 0 }: Pick<Send, 'laterMs'>,
  now: number,
): boolean =>
  ended &&
  unreadable === undefined &&
  reopening === undefined &&
  later?.batches === planned - closed &&
  later.next + laterMs > now

/** Adds up SES's reports of several parts. */
export const addReportCounts = (all: readonly ReportCounts[]): ReportCounts => {
  const sum = countReports([])
  for (const one of all) for (const name of Object.keys(sum) as (keyof ReportCounts)[]) sum[name] += one[name]
  return sum
}
