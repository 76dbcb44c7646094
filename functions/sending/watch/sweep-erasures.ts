import type { Deadline } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import { settledMs } from '../../subscription/states/former-addresses.ts'
import { personIn, type ReaderRow } from '../../subscription/states/subscriber.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import type { Erasure, ErasuresTable } from '../ledger/erasure.table.ts'
import type { PlanStepsTable } from '../ledger/plan-step.table.ts'
import { withoutReader } from '../ledger/plan-step.ts'
import type { RangeEndsTable } from '../ledger/range-end.table.ts'
import { findStep, rangeOf } from '../ledger/reader-history.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Frozen, Send, SendId } from '../ledger/send.ts'
import { isNameless, type NamelessDeps, nameIn } from './anonymise-batch.ts'

/** Sends looked up in parallel. */
const atOnce = 16

export type SweepErasuresDeps = NamelessDeps & {
  erasures: Pick<ErasuresTable, 'list' | 'left' | 'remove'>
  subscribers: { get(id: string): Promise<ReaderRow | undefined> }
  sends: Pick<SendsTable, 'get' | 'ids'>
  planSteps: Pick<PlanStepsTable, 'last' | 'get' | 'blank'>
  rangeEnds: Pick<RangeEndsTable, 'get'>
  batches: NamelessDeps['batches'] & Pick<BatchesTable, 'closeErased'>
  time: Pick<DatabaseClock, 'earliest'>
}

/** @param failed records what could not be done, while the rest goes on */
export type SweepErasures = (
  deadline: Deadline,
  failed: (what: string, error: unknown) => void,
) => Promise<void>

type Work = SweepErasuresDeps & { deadline: Deadline }

/**
 * Takes erased readers out of the ledger. In steps of plans they are blanked in place, and only after the range's end: the
 * codes of batches go by places, and a planner that read a reader before they were erased may still name them in a step
 * of its own. Their batches in series, which bear their id, are put under another name.
 */
export const createSweepErasures =
  (deps: SweepErasuresDeps): SweepErasures =>
  async (deadline, failed) => {
    const { items, unreadable } = await deps.erasures.list()
    for (const error of unreadable) failed('An erasure cannot be read', error)
    for (const erasure of items) {
      if (deadline.leftMs() <= 0) return
      await carryOn({ ...deps, deadline }, erasure).catch((error) =>
        failed(`The reader ${erasure.sk} could not be taken out of the ledger`, error),
      )
    }
  }

const carryOn = async (work: Work, erasure: Erasure): Promise<void> => {
  const { erasures, subscribers, deadline, time } = work
  const row = await subscribers.get(erasure.sk)
  const isSettled = erasure.at + settledMs < time.earliest()
  // Whoever asked for it died before the row was erased.
  if (!erasure.done && row?.status !== 'erased') return isSettled ? erasures.remove(erasure) : undefined
  const sends = erasure.sends ?? (await plannedSends(work))
  const left: SendId[] = []
  for (const id of sends)
    if (deadline.leftMs() <= 0 || !(await isOutOfPlan(work, id, erasure.sk, row))) left.push(id)
  if (left.length < sends.length || !erasure.sends) await erasures.left(erasure, left)
  // A message of theirs may still bring them into a series until then.
  if (left.length > 0 || !isSettled) return
  const series = (await work.sends.ids()).filter((id) => id.includes('--welcome-'))
  const isOut = await inParallel(series, atOnce, (id) => isOutOfSeries(work, id, erasure, row))
  if (!isOut.includes(false)) await erasures.remove(erasure)
}

/** Planned sends that are frozen by now: planners of any later one find the reader erased. */
const plannedSends = async ({ sends }: Work): Promise<SendId[]> => {
  const all = await inParallel(await sends.ids(), atOnce, (id) => sends.get(id))
  return all.flatMap((send) => (send?.frozen && !send.series && !send.test ? send.id : []))
}

/** Since when a reader who came back is one anew; what was sent since is theirs. ISO 8601 */
const backSince = (row: ReaderRow | undefined): string | undefined => {
  const person = personIn(row)
  return person?.status === 'active' ? person.confirmedAt : person?.createdAt
}

/** Blanks a reader in the plan of a send. @returns false when that has to wait, or somebody else was faster */
const isOutOfPlan = async (
  { sends, rangeEnds, planSteps }: Work,
  id: SendId,
  reader: string,
  row: ReaderRow | undefined,
): Promise<boolean> => {
  const { frozen } = (await sends.get(id)) as Send & { frozen: Frozen }
  const since = backSince(row)
  if (since !== undefined && since <= frozen.at) return true
  const range = rangeOf(reader, frozen.ranges)
  if (!(await rangeEnds.get(id, range))) return false
  const { step } = await findStep({ planSteps }, { id, range }, reader)
  if (!step) return true
  const before = step.upTo === reader && (await planSteps.get(id, range, step.number - 1))
  const blanked = withoutReader(step, reader, before ? before.upTo : '')
  return !blanked || (await planSteps.blank(id, range, blanked)) !== undefined
}

/** @returns false when it has to wait */
const isOutOfSeries = async (
  work: Work,
  id: SendId,
  { sk: reader, name }: Erasure,
  row: ReaderRow | undefined,
): Promise<boolean> => {
  const found = await work.batches.get(id, reader)
  if (!found) return true
  const since = backSince(row)
  // Made or renewed for the reader who came back.
  if (since !== undefined && found.welcome && found.welcome.confirmedAt >= since) return true
  const batch = await decided(work, id, found)
  if (!batch) return false
  return isNameless(work, id, batch, nameIn(id, name))
}

/** The batch once it is closed, and nobody in it is uncertain of late; undefined until then. */
const decided = async ({ batches, time }: Work, id: SendId, batch: Batch): Promise<Batch | undefined> => {
  const now = time.earliest()
  if (!batch.closed) return batch.codes === '.' ? batches.closeErased(id, batch.key, batch, now) : undefined
  return batch.codes.includes('u') && (batch.uncertainAt ?? 0) + settledMs > now ? undefined : batch
}
