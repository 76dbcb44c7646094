import { inParallel } from '../../runtime/in-parallel.ts'
import type { Batch } from '../ledger/batch.ts'
import { chooseHints, type Room, roomFor } from '../ledger/claimable-batches.ts'
import { dueIn, type Send } from '../ledger/send.ts'
import type { Round } from './sweep-round.ts'

/** SQS's maximum messages in one call. */
const inOneCall = 10
const callsAtOnce = 4
/** Milliseconds of a round kept for giving hints. */
export const keptForHintsMs = 3_000

/**
 * Queues hints for batches that need only a worker, and records it afterwards: a crash in between only repeats a hint.
 * @param lifted maximum hints, if the send was held until now
 */
export const requeueBatches = async (round: Round, send: Send, batches: readonly Batch[], lifted?: Room) => {
  const { batches: table, batchQueue, hintAgainMs, quota, time, deadline } = round
  const now = time.earliest()
  // Recipients whom a cancelled send excludes need not wait for their time.
  const waiting = batches.map((batch) => ({ ...batch, due: send.cancelledAt ? 0 : dueIn(send, batch) }))
  const choose = (room: Room) =>
    chooseHints(waiting, { now, hintAgainMs, room, ...(lifted && { lifted: true }) })
  if (choose({ batches: Infinity, recipients: 0 }).length === 0) return
  const chosen = choose(lifted ?? roomFor((await quota())?.rate, hintAgainMs))
  const calls = Array.from({ length: Math.ceil(chosen.length / inOneCall) }, (_, call) =>
    chosen.slice(call * inOneCall, (call + 1) * inOneCall),
  )
  await inParallel(calls, callsAtOnce, async (some) => {
    // The next round hints at the rest.
    if (deadline.leftMs() <= 0) return
    await batchQueue.send(some.map(({ key }) => ({ send: send.id, batch: key })))
    await inParallel(some, inOneCall, ({ key }) => table.hinted(send.id, key, time.likely()))
  })
}
