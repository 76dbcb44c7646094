import { inParallel } from '../../runtime/in-parallel.ts'
import type { Batch } from '../ledger/batch.ts'
import { isOver } from '../ledger/is-closed.ts'
import { type Frozen, mayNotBegin, type Send, waitsForApprovalAlone } from '../ledger/send.ts'
import { isIdle, type Place, type Sums } from '../ledger/sums.ts'
import { type SendStatus, statusOf } from '../status/status.ts'
import { approveIfSmall } from './approve-if-small.ts'
import { finishReopening } from './finish-reopening.ts'
import { holdForReputation } from './hold-for-reputation.ts'
import { liftQuota } from './lift-quota-hold.ts'
import { notifyOfHolds } from './notify-of-holds.ts'
import { keptForHintsMs, requeueBatches } from './requeue-batches.ts'
import type { Round, Swept } from './sweep-round.ts'

type FrozenSend = Send & { frozen: Frozen }

/** Ranges processed in parallel. */
const atOnce = 8

/**
 * Looks after a planned send. Skips ranges whose sums say that they are done, or that nobody of theirs is due.
 * @param from the range to begin with
 */
export const sweepSend = async (round: Round, seen: FrozenSend, from: number): Promise<Swept> => {
  const { rangeSums, time } = round
  if (seen.cancelledAt && seen.reopening) {
    await finishReopening(round, { ...seen, cancelledAt: seen.cancelledAt })
    return { outcome: 'goes-on' }
  }
  const listed = await rangeSums.list(seen.id)
  for (const { unreadable } of listed)
    if (unreadable) round.failed(`Sums of ${seen.id} cannot be read: they are derived anew`, unreadable)
  const stored = new Map(listed.map(({ place, sums }) => [place, sums]))
  const found = await endReopening(round, seen, stored)
  if (isOver(found, [...stored.values()])) return over(round, found, stored)
  const { send, lifted } = await liftQuota(round, found)
  if (mayNotBegin(send) && !send.cancelledAt) {
    await notifyOfHolds(round, send)
    return { outcome: 'goes-on' }
  }

  const { open, unplanned, next } = await surveyFrom(round, send, stored, from)
  const sums = [...stored.values()]
  if (next === undefined && isOver(send, sums)) return over(round, send, stored)
  if (await holdForReputation(round, statusOf(send, sums, time.likely()))) return { outcome: 'goes-on' }
  await planAgain(round, send, unplanned, stored)
  const isFree = await isFreeToGo(round, send, stored)
  if (isFree) await requeueBatches(round, send, open, lifted)
  return next === undefined ? { outcome: 'goes-on' } : { outcome: 'out-of-time', range: next }
}

/** Whether nothing holds a planned send; also one that waited for its approval, and turns out not to need it. */
const isFreeToGo = async (
  round: Round,
  send: FrozenSend,
  stored: ReadonlyMap<Place, Sums>,
): Promise<boolean> => {
  if (send.cancelledAt || !waitsForApprovalAlone(send)) return true
  if (await approveIfSmall(round, send, stored)) return true
  await notifyOfHolds(round, send)
  return false
}

const over = async (round: Round, send: Send, stored: Map<Place, Sums>): Promise<Swept> => {
  await notifyOfLeftOver(round, statusOf(send, [...stored.values()], round.time.likely()))
  return { outcome: 'over' }
}

/** Whether all of a range wait again whom a cancel left out, if the send was asked for anew. */
const isReopened = ({ reopening, anew = 0 }: Send, sums: Sums | undefined): boolean =>
  reopening === undefined || (sums?.anew ?? 0) >= anew

/** Notes when all ranges are reopened. @returns the send as it stands then */
const endReopening = async (
  { sends }: Round,
  send: FrozenSend,
  stored: ReadonlyMap<Place, Sums>,
): Promise<FrozenSend> => {
  if (send.reopening === undefined) return send
  const ranges = Array.from({ length: send.frozen.ranges }, (_, range) => stored.get(range))
  if (!ranges.every((sums) => isReopened(send, sums))) return send
  // Cancelled, or asked for anew once more, meanwhile: the next round sees so.
  if (!(await sends.reopened(send.id, send.anew ?? 0))) return send
  const { reopening: _, ...reopened } = send
  return reopened
}

/**
 * Derives the sums of all ranges that are not done, and of which somebody may be due, and puts them into `stored`.
 * @returns the batches that are not closed, the ranges without an end or still to be reopened, and where to go on when time ran out
 */
const surveyFrom = async (
  { rangeSums, deadline, failed, time }: Round,
  send: FrozenSend,
  stored: Map<Place, Sums>,
  from: number,
) => {
  const { id, frozen } = send
  // Do not wrap around to earlier ranges: a send too large for one round would keep every other send waiting.
  const ranges = Array.from({ length: Math.max(0, frozen.ranges - from) }, (_, index) => from + index)
  const now = time.earliest()
  const isToSurvey = (sums: Sums | undefined) =>
    !sums || !isReopened(send, sums) || !(sums.done || (!send.cancelledAt && isIdle(sums, send, now)))
  const undone = ranges.filter((range) => isToSurvey(stored.get(range)))
  const open: Batch[] = []
  const unplanned: number[] = []
  for (let start = 0; start < undone.length; start += atOnce) {
    if (start > 0 && deadline.leftMs() <= keptForHintsMs) return { open, unplanned, next: undone[start]! }
    await inParallel(undone.slice(start, start + atOnce), atOnce, async (range) => {
      const survey = await rangeSums
        .survey(id, range)
        .catch((error) => failed(`Range ${range} of ${id} could not be looked at`, error))
      if (!survey) return
      for (const error of survey.unreadable) failed(`A batch of ${id} cannot be read`, error)
      // Somebody stored newer sums; the next round looks at them.
      if (survey.stored) stored.set(range, survey.stored.sums)
      if (survey.stored && !(survey.stored.sums.ended && isReopened(send, survey.stored.sums)))
        unplanned.push(range)
      for (const batch of survey.batches) if (!batch.closed) open.push(batch)
    })
  }
  return { open, unplanned }
}

/** Has the ranges planned, or reopened, that nobody has finished for long, and notes so. */
const planAgain = async (
  { planQueue, rangeSums, hintAgainMs, time }: Round,
  { id, frozen, reopening }: FrozenSend,
  unplanned: readonly number[],
  stored: ReadonlyMap<Place, Sums>,
) => {
  const now = time.earliest()
  const begun = Date.parse(reopening ?? frozen.at)
  const stale = unplanned.filter((range) => {
    const asked = Math.max(begun, stored.get(range)?.handedOut ?? 0)
    return asked + hintAgainMs < now
  })
  await planQueue.send(stale.map((range) => ({ send: id, range })))
  await inParallel(stale, atOnce, (range) =>
    rangeSums.survey(id, range, (before) => ({ ...before, handedOut: time.likely() })),
  )
}

/** Notifies a person of the recipients left for them to decide on. */
const notifyOfLeftOver = async ({ notify }: Round, { send, audience }: SendStatus) => {
  const failed = Object.values(audience.failed).reduce((sum, count) => sum + count, 0)
  const { uncertain } = audience
  if (failed + uncertain > 0) await notify({ about: 'left-over', send: send.id, failed, uncertain })
}
