import type { BatchesTable } from './batch.table.ts'
import type { Batch } from './batch.ts'
import type { FatesTable } from './fate.table.ts'
import type { BatchMessage, PlanMessage } from './messages.ts'
import type { Notice } from './notice.ts'
import { isOverLimit } from './reputation.ts'
import type { SendsTable } from './send.table.ts'
import { type Frozen, isHeld, type Send } from './send.ts'
import { type SendStatus, statusOf } from './status.ts'

export type SweepDeps = {
  sends: SendsTable
  batches: BatchesTable
  fates: Pick<FatesTable, 'list'>
  planQueue: { send(messages: PlanMessage[]): Promise<void> }
  batchQueue: { send(messages: BatchMessage[]): Promise<void> }
  /** Has the administrator told. */
  tell: (notice: Notice) => Promise<void>
  /** How long a hint may go unheeded before it is given again. */
  hintAgainMs: number
  now: () => number
}

/**
 * Looks through the open sends for work that no queue speaks of any more: ranges without an end, batches that are due
 * and that nobody holds. The ledger is the truth and a queue only a hint, so a hint too many does no harm.
 */
export const createSweep = (deps: SweepDeps) => async (): Promise<void> => {
  for (const { id, forget } of await deps.sends.open.list()) {
    const send = await deps.sends.get(id)
    // Not frozen yet: its scheduling message is still under way, or in the dead-letter queue with its alarm.
    if (!send?.frozen) continue
    const isOver = send.series
      ? await sweepSeries(deps, send)
      : await sweepSend(deps, { ...send, frozen: send.frozen })
    if (isOver) await forget()
  }
}

/** @returns whether nothing is left to do */
const sweepSend = async (deps: SweepDeps, send: Send & { frozen: Frozen }): Promise<boolean> => {
  const { sends, batches, planQueue, now } = deps
  const { id, frozen } = send
  const ends = await sends.rangeEnds.list(id)
  const all = await batches.list(id)
  const status = statusOf(send, ends, all, now(), await deps.fates.list(id))
  if (status.state === 'finished' || status.state === 'cancelled') {
    await tellOfLeftOver(deps, status)
    return true
  }
  if (status.state === 'held' || (await holdForReputation(deps, status))) return false

  const ended = new Set(ends.map(({ range }) => range))
  const ranges = Array.from({ length: frozen.ranges }, (_, range) => range).filter(
    (range) => !ended.has(range),
  )
  if (isStale(deps, Date.parse(frozen.at))) await planQueue.send(ranges.map((range) => ({ send: id, range })))
  for (const batch of all) await hint(deps, send, batch)
  return false
}

/** Of a series, which grows as long as its month lasts, only what is due is looked at. @returns whether nothing is left to do */
const sweepSeries = async (deps: SweepDeps, send: Send): Promise<boolean> => {
  const { sends, batches, now } = deps
  if (isHeld(send) && !send.cancelledAt) return false
  for (const { batch: key, remove } of await sends.due.list(send.id, send.cancelledAt ? endOfTime : now())) {
    const batch = await batches.get(send.id, key)
    // Not there yet: whoever joins it to the series is about to write it.
    if (!batch) continue
    if (batch.closed) await remove()
    else await hint(deps, send, batch)
  }
  return sends.due.isEmpty(send.id)
}

const endOfTime = Date.parse('9999-12-31T23:59:59Z')

const isStale = ({ hintAgainMs, now }: SweepDeps, hintedAt: number) => hintedAt + hintAgainMs < now()

/** Who is left out of a cancelled send need not wait for their time. */
const hint = async (deps: SweepDeps, { id, cancelledAt }: Send, batch: Batch) => {
  const { batches, batchQueue, now } = deps
  const { key, closed, lease = 0, hintedAt, due = 0 } = batch
  const isEarly = due > now() && !cancelledAt
  if (closed || isEarly || lease > now() || !isStale(deps, hintedAt)) return
  await batchQueue.send([{ send: id, batch: key }])
  await batches.hinted(id, key, now())
}

const holdForReputation = async (
  { sends, tell, now }: SweepDeps,
  { send, fates, audience }: SendStatus,
): Promise<boolean> => {
  if (send.trusted || !isOverLimit(fates, audience.accepted)) return false
  const since = new Date(now()).toISOString()
  if (await sends.hold(send.id, 'reputation', since))
    await tell({ about: 'held', send: send.id, cause: 'reputation', since })
  return true
}

/** A person hears of the readers that are left to them. */
const tellOfLeftOver = async ({ tell }: SweepDeps, { send, audience }: SendStatus) => {
  const failed = Object.values(audience.failed).reduce((sum, count) => sum + count, 0)
  const { uncertain } = audience
  if (failed + uncertain > 0) await tell({ about: 'left-over', send: send.id, failed, uncertain })
}
