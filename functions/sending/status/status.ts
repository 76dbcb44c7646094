import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import { type DeliveriesInSteps, deliveriesOf } from '../ledger/delivery-times.ts'
import { hasAll, isOver } from '../ledger/is-closed.ts'
import { add } from '../ledger/outcomes.ts'
import type { Counts } from '../ledger/plan-step.ts'
import type { RangeSums } from '../ledger/range-sums.ts'
import { mayNotBegin, type Send, type SendId, waitsForApprovalAlone } from '../ledger/send.ts'
import type { ReportCounts } from '../ledger/ses-report.ts'
import type { StoredSums } from '../ledger/sums.table.ts'
import { addReportCounts, type Place, type Sums } from '../ledger/sums.ts'
import { type WarmUpProgress, warmUpProgress } from '../schedule/warm-up.ts'
import { type Progress, progressOf } from './progress.ts'

export type Audience = {
  candidates: number
  accepted: number
  excluded: Counts
  failed: Counts
  uncertain: number
  waiting: number
}

export type SendState =
  | 'scheduled'
  | 'starting'
  | 'planning'
  | 'delivering'
  | 'held'
  | 'cancelled'
  | 'finished'

export type SendStatus = Progress & {
  send: Send
  state: SendState
  audience: Audience
  batches: { closed: number; planned: number }
  /** SES's reports on accepted messages, so far. */
  reports: ReportCounts
  /** How many pressed each of its links, by the link’s key (see `pressed-links.ts`); absent when nobody did. */
  pressed?: Counts
  /** When its mails were delivered; absent while nothing is known, and for a series. */
  deliveries?: DeliveriesInSteps
  /** Of a send that goes out in warm-up slices. */
  warmUp?: WarmUpProgress
  /** Ranges with unreadable sums or an unreadable batch. The figures do not include what is unreadable. */
  unreadable?: Place[]
}

export type StatusDeps = {
  rangeSums: Pick<RangeSums, 'list' | 'survey'>
  time: Pick<DatabaseClock, 'likely'>
}

/** Maximum reads of sums that keep changing. */
const mostLooks = 5

/** Ranges whose sums are derived in parallel. */
const atOnce = 8

/**
 * A send's status, read from its sums alone: even ten million readers make only 256 of them. Unreadable sums are
 * derived again here, because the sweeper may no longer look at the send; a range that cannot be derived either is
 * listed in `unreadable`.
 */
export const createStatus =
  ({ rangeSums, time }: StatusDeps) =>
  async (send: Send): Promise<SendStatus> => {
    let stored = await readableSums(rangeSums, send.id)
    // A list is not a snapshot: an early range may be reopened while a late one is completed. Trust only what two
    // consecutive reads agree on.
    for (let look = 1; isOver(send, sumsIn(stored)) && look < mostLooks; look += 1) {
      const again = await rangeSums.list(send.id)
      if (isSame(stored, again)) break
      stored = again
    }
    const unreadable = stored.filter((one) => one.unreadable || one.sums.unreadable).map(({ place }) => place)
    return {
      ...statusOf(send, sumsIn(stored), time.likely()),
      ...(unreadable.length > 0 && { unreadable }),
    }
  }

const readableSums = async ({ list, survey }: StatusDeps['rangeSums'], id: SendId): Promise<StoredSums[]> => {
  const stored = await list(id)
  const broken = stored.filter(({ unreadable }) => unreadable)
  if (broken.length === 0) return stored
  await inParallel(broken, atOnce, ({ place }) => survey(id, place).catch(() => undefined))
  return list(id)
}

const sumsIn = (stored: readonly StoredSums[]) => stored.map(({ sums }) => sums)

const isSame = (before: readonly StoredSums[], after: readonly StoredSums[]): boolean =>
  before.length === after.length && before.every(({ version }, at) => version === after[at]!.version)

/**
 * A send's status from the sums of its ranges (a series has a single sum). `candidates = accepted + excluded + failed +
 * uncertain + waiting` holds at every moment.
 * @param now Unix ms
 */
export const statusOf = (send: Send, sums: readonly Sums[], now: number): SendStatus => ({
  send,
  state: stateOf(send, sums, now),
  audience: audienceOf(sums),
  batches: {
    closed: sums.reduce((all, { closed }) => all + closed, 0),
    planned: sums.reduce((all, { planned }) => all + planned, 0),
  },
  reports: addReportCounts(sums.map(({ reports }) => reports)),
  ...pressedIn(sums),
  ...deliveriesIn(sums),
  ...warmUpOf(send, now),
  ...progressOf(send, sums, now),
})

const pressedIn = (sums: readonly Sums[]): Pick<SendStatus, 'pressed'> => {
  const pressed: Counts = {}
  for (const one of sums) add(pressed, one.pressed ?? {})
  return Object.keys(pressed).length > 0 ? { pressed } : {}
}

const deliveriesIn = (sums: readonly Sums[]): Pick<SendStatus, 'deliveries'> =>
  defined({ deliveries: deliveriesOf(sums.flatMap(({ deliveries }) => (deliveries ? [deliveries] : []))) })

/** Nobody waits for a slice of a cancelled send. */
const warmUpOf = (send: Send, now: number): Pick<SendStatus, 'warmUp'> => {
  const warmUp = send.cancelledAt ? undefined : warmUpProgress(send, now)
  return warmUp ? { warmUp } : {}
}

const stateOf = (send: Send, sums: readonly Sums[], now: number): SendState => {
  if (!send.frozen && send.cancelledAt) return 'cancelled'
  if (isOver(send, sums)) return send.cancelledAt ? 'cancelled' : 'finished'
  if (mayNotBegin(send) && !send.cancelledAt) return 'held'
  if (!send.frozen) return send.at && Date.parse(send.at) > now ? 'scheduled' : 'starting'
  const isPlanned = send.series || hasAll(send, sums, ({ ended }) => ended)
  if (!isPlanned) return 'planning'
  return waitsForApprovalAlone(send) && !send.cancelledAt ? 'held' : 'delivering'
}

const audienceOf = (sums: readonly Sums[]): Audience => {
  const audience: Audience = {
    candidates: 0,
    accepted: 0,
    excluded: {},
    failed: {},
    uncertain: 0,
    waiting: 0,
  }
  for (const one of sums) {
    audience.candidates += one.candidates
    audience.accepted += one.accepted
    audience.uncertain += one.uncertain
    audience.waiting += one.waiting
    add(audience.excluded, one.excluded)
    add(audience.failed, one.failed)
  }
  return audience
}
