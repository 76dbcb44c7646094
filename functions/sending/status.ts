import type { Batch } from './batch.ts'
import { countFates, type FateCounts } from './fate.ts'
import { add, tally } from './outcomes.ts'
import { type Progress, progressOf } from './progress.ts'
import type { RangeEnd } from './send.table.ts'
import { isHeld, type Send } from './send.ts'
import type { Counts } from './step.ts'

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
  /** What SES reported of those it accepted, so far. */
  fates: FateCounts
}

/**
 * What a send has come to, derived from the ledger alone.
 * `candidates = accepted + excluded + failed + uncertain + waiting` holds at every moment.
 */
export const statusOf = (
  send: Send,
  ends: readonly RangeEnd[],
  batches: readonly Batch[],
  now: number,
  fates: readonly string[] = [],
): SendStatus => ({
  send,
  state: stateOf(send, ends, batches, now),
  audience: audienceOf(ends, batches),
  batches: { closed: batches.filter(({ closed }) => closed).length, planned: batches.length },
  fates: countFates(fates),
  ...progressOf(send, batches, now),
})

const stateOf = (
  send: Send,
  ends: readonly RangeEnd[],
  batches: readonly Batch[],
  now: number,
): SendState => {
  if (!send.frozen && send.cancelledAt) return 'cancelled'
  const planned = isPlanned(send, ends, batches)
  if (planned && batches.every(({ closed }) => closed)) return send.cancelledAt ? 'cancelled' : 'finished'
  if (isHeld(send) && !send.cancelledAt) return 'held'
  if (!send.frozen) return send.at && Date.parse(send.at) > now ? 'scheduled' : 'starting'
  return planned ? 'delivering' : 'planning'
}

/** Every range has its end, and every batch that the ends speak of is in the ledger. Nobody plans a series. */
const isPlanned = ({ frozen, series }: Send, ends: readonly RangeEnd[], batches: readonly Batch[]): boolean =>
  series ||
  (frozen !== undefined &&
    ends.length === frozen.ranges &&
    batches.length === ends.reduce((sum, end) => sum + end.batches, 0))

const audienceOf = (ends: readonly RangeEnd[], batches: readonly Batch[]): Audience => {
  const audience: Audience = {
    candidates: 0,
    accepted: 0,
    excluded: {},
    failed: {},
    uncertain: 0,
    waiting: 0,
  }
  for (const { candidates, excluded } of [...ends, ...batches]) {
    audience.candidates += candidates
    add(audience.excluded, excluded)
  }
  for (const { codes } of batches) {
    const counted = tally(codes)
    audience.accepted += counted.accepted
    audience.uncertain += counted.uncertain
    audience.waiting += counted.waiting
    add(audience.excluded, counted.excluded)
    add(audience.failed, counted.failed)
  }
  return audience
}
