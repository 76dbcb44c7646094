import { inParallel } from '../../runtime/in-parallel.ts'
import type { Batch } from '../ledger/batch.ts'
import { isHeld, type Send } from '../ledger/send.ts'
import type { Sums } from '../ledger/sums.ts'
import { liftQuota } from './lift-quota-hold.ts'
import { notifyOfHolds } from './notify-of-holds.ts'
import { keptForHintsMs, requeueBatches } from './requeue-batches.ts'
import type { Round, Swept } from './sweep-round.ts'

/** Batches processed in parallel. */
const atOnce = 16
const endOfTime = Date.parse('9999-12-31T23:59:59Z')

/**
 * Looks after a welcome series. It grows all month, so only due batches are read; its sums are derived when something
 * changed.
 * @param stamp under which the series was found open
 */
export const sweepSeries = async (round: Round, found: Send, stamp: string): Promise<Swept> => {
  const { dueBatches, rangeSums, time } = round
  const { send, lifted } = await liftQuota(round, found)
  const isStill = isHeld(send) && !send.cancelledAt
  if (isStill) await notifyOfHolds(round, send)
  const due = isStill ? [] : await dueBatches.list(send.id, send.cancelledAt ? endOfTime : time.earliest())
  // In this order: due entries, then `reopening`, then batches. Whoever reopens a batch first notes that in
  // `reopening`, then adds a due entry, and then reopens it. So an entry read here is removed only if its batch stays
  // closed.
  const { sums: before, unreadable } = (await rangeSums.get(send.id, 'all')) ?? {}
  if (unreadable) round.failed(`The sums of ${send.id} cannot be read: they are derived anew`, unreadable)
  await requeueBatches(round, send, await lookAt(round, send, due, before), lifted)

  const isChanged = due.length > 0 || before?.stamp !== stamp || before.reopening !== undefined
  const isSummedUp = !isChanged || (await sumUpAgain(round, send, stamp, before))
  const isOver = isSummedUp && !isStill && (await dueBatches.isEmpty(send.id))
  return { outcome: isOver ? 'over' : 'goes-on' }
}

type Due = { batch: string; remove: () => Promise<void> }

/** Removes the due entries of closed batches. @returns the open batches */
const lookAt = async (
  { batches, deadline, failed }: Round,
  { id }: Send,
  due: readonly Due[],
  before: Sums | undefined,
): Promise<Batch[]> => {
  const open: Batch[] = []
  await inParallel(due, atOnce, async ({ batch: key, remove }) => {
    if (deadline.leftMs() <= keptForHintsMs) return
    try {
      const batch = await batches.get(id, key)
      // Not there yet: whoever is adding it to the series is about to write it.
      if (!batch) return
      if (!batch.closed) open.push(batch)
      else if (!before?.reopening) await remove()
    } catch (error) {
      failed(`Batch ${key} of ${id} could not be looked after`, error)
    }
  })
  return open
}

/** Readers a minute: a larger series is summed up less often. */
const readersAMinute = 1_000

/** @returns whether the sums are current; false when they were derived a moment ago, or by somebody else meanwhile */
const sumUpAgain = async (
  { rangeSums, time, failed }: Round,
  { id }: Send,
  stamp: string,
  before: Sums | undefined,
): Promise<boolean> => {
  const gapMs = 60_000 * Math.floor((before?.planned ?? 0) / readersAMinute)
  if (before && before.at + gapMs > time.earliest()) return false
  const { stored, unreadable } = await rangeSums.survey(id, 'all', (noted) => ({ ...noted, stamp }))
  for (const error of unreadable) failed(`A batch of ${id} cannot be read`, error)
  return stored !== undefined
}
