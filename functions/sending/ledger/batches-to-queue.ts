import type { Batch } from './batch.ts'
import { batchSize } from './send.ts'
import { waitingIn } from './sums.ts'

/** How many hints of one send may wait in the queue. */
export type Room = { batches: number; recipients: number }

/** So many are harmless, and enough to keep every worker busy. */
const fewest = 64

/**
 * How many hints may wait in the queue: twice what can be delivered before a hint is given again. More would only pile
 * up: what waits behind them is hinted at again and again, while the first hints are still in the queue.
 * @param rate messages a second that SES takes from the account; undefined = not known
 */
export const roomFor = (rate: number | undefined, hintAgainMs: number): Room => ({
  batches: fewest,
  recipients: rate === undefined ? 0 : (2 * rate * hintAgainMs) / 1000,
})

/** No more than a daily quota that frees has room for, and one batch at least. @param left messages */
export const roomWithin = ({ batches, recipients }: Room, left: number): Room => ({
  batches: Math.min(batches, Math.ceil(left / batchSize) + 1),
  recipients: Math.min(recipients, left),
})

/** Whether a batch waits for nothing but a worker. @param now Unix ms, no later than the database's */
export const mayBeDelivered = (
  { closed, due = 0, lease = 0 }: Pick<Batch, 'closed' | 'due' | 'lease'>,
  now: number,
): boolean => !closed && due <= now && lease < now

export type Choice = {
  /** Unix ms, no later than the database's. */
  now: number
  hintAgainMs: number
  room: Room
  /** It was held until now: hints of before may have been taken by workers that found it held. */
  lifted?: boolean
}

/** Which of a send's batches to hint at now: those whose hints went unheeded, the longest first, as far as there is room. */
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
