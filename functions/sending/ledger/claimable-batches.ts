import type { Batch } from './batch.ts'
import { batchSize } from './plan-sizes.ts'
import { waitingIn } from './sums.ts'

/** Maximum hints of one send to have in the queue. */
export type Room = { batches: number; recipients: number }

/** This many hints are harmless, and enough to keep every worker busy. */
const fewest = 64

/**
 * Maximum hints to have in the queue: twice what can be delivered before a hint is repeated. More would pile up:
 * batches behind them would be hinted at again and again while their first hints are still queued.
 * @param rate messages a second that SES accepts from the account; undefined = unknown
 */
export const roomFor = (rate: number | undefined, hintAgainMs: number): Room => ({
  batches: fewest,
  recipients: rate === undefined ? 0 : (2 * rate * hintAgainMs) / 1000,
})

/** Limits hints to a daily quota's remaining room, but to one batch at least. @param left messages */
export const roomWithin = ({ batches, recipients }: Room, left: number): Room => ({
  batches: Math.min(batches, Math.ceil(left / batchSize) + 1),
  recipients: Math.min(recipients, left),
})

/** Whether a batch needs nothing but a worker. @param now Unix ms, no later than the database's time */
export const mayBeDelivered = (
  { closed, due = 0, lease = 0 }: Pick<Batch, 'closed' | 'due' | 'lease'>,
  now: number,
): boolean => !closed && due <= now && lease < now

export type Choice = {
  /** Unix ms, no later than the database's time. */
  now: number
  hintAgainMs: number
  room: Room
  /** The send was held until now: workers that found it held may have consumed earlier hints. */
  lifted?: boolean
}

/** Chooses batches to hint at now: those whose hints went unheeded, longest first, as far as there is room. */
export const chooseHints = (
  batches: readonly Batch[],
  { now, hintAgainMs, room, lifted = false }: Choice,
): Batch[] => {
  const waiting = batches.filter((batch) => mayBeDelivered(batch, now))
  const isStale = ({ hintedAt }: Batch) => lifted || hintedAt + hintAgainMs < now
  let count = 0
  let recipients = 0
  const fits = (batch: Batch): boolean => {
    const isRoom = count < room.batches || recipients < room.recipients
    if (isRoom) {
      count += 1
      recipients += waitingIn(batch)
    }
    return isRoom
  }
  waiting.filter((batch) => !isStale(batch)).forEach(fits)
  return waiting
    .filter(isStale)
    .sort((a, b) => a.hintedAt - b.hintedAt)
    .filter(fits)
}
