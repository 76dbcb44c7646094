import type { BatchesTable } from './batch.table.ts'
import type { FatesTable } from './fate.table.ts'
import type { BatchMessage, PlanMessage } from './messages.ts'
import { isOverLimit } from './reputation.ts'
import type { SendsTable } from './send.table.ts'
import type { SendId } from './send.ts'
import { statusOf } from './status.ts'

export type SweepDeps = {
  sends: SendsTable
  batches: BatchesTable
  fates: Pick<FatesTable, 'list'>
  planQueue: { send(messages: PlanMessage[]): Promise<void> }
  batchQueue: { send(messages: BatchMessage[]): Promise<void> }
  /** How long a hint may go unheeded before it is given again. */
  hintAgainMs: number
  now: () => number
}

/**
 * Looks through the open sends for work that no queue speaks of any more: ranges without an end, batches that nobody
 * holds. The ledger is the truth and a queue only a hint, so a hint too many does no harm.
 */
export const createSweep = (deps: SweepDeps) => async (): Promise<void> => {
  for (const id of await deps.sends.open.list()) await sweepSend(deps, id)
}

const sweepSend = async (deps: SweepDeps, id: SendId) => {
  const { sends, batches, planQueue, batchQueue, hintAgainMs, now } = deps
  const send = await sends.get(id)
  // Not frozen yet: its scheduling message is still under way, or in the dead-letter queue with its alarm.
  if (!send?.frozen) return
  const ends = await sends.rangeEnds.list(id)
  const all = await batches.list(id)
  const status = statusOf(send, ends, all, now(), await deps.fates.list(id))
  if (status.state === 'finished' || status.state === 'cancelled') return sends.open.remove(id)
  if (status.state === 'held') return
  if (!send.trusted && isOverLimit(status.fates, status.audience.accepted)) {
    await sends.hold(id, 'reputation', new Date(now()).toISOString())
    return
  }

  const stale = (hintedAt: number) => hintedAt + hintAgainMs < now()
  const ended = new Set(ends.map(({ range }) => range))
  const ranges = Array.from({ length: send.frozen.ranges }, (_, range) => range).filter(
    (range) => !ended.has(range),
  )
  if (stale(Date.parse(send.frozen.at))) await planQueue.send(ranges.map((range) => ({ send: id, range })))

  for (const { key, closed, lease = 0, hintedAt } of all) {
    if (closed || lease > now() || !stale(hintedAt)) continue
    await batchQueue.send([{ send: id, batch: key }])
    await batches.hinted(id, key, now())
  }
}
