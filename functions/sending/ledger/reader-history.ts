import { defined } from '../../runtime/defined.ts'
import { shardOf } from '../../subscription/states/reader-id.ts'
import type { BatchesTable } from './batch.table.ts'
import { slotIn, startOf } from './delivery-times.ts'
import { shardsOf } from './plan-sizes.ts'
import type { PlanStepsTable } from './plan-step.table.ts'
import { batchKey, type PlanStep, unpackIds, unpackRecipients } from './plan-step.ts'
import { linksPressedBy } from './pressed-links.ts'
import { ratingOf } from './ratings.ts'
import { type Delivery, deliveryOf, reportedOf } from './recipient-outcome.ts'
import type { SendsTable } from './send.table.ts'
import type { Frozen, Send, SendId } from './send.ts'
import type { SesReportsTable } from './ses-report.table.ts'
import { type Act, actsOf } from './ses-report.ts'

export type HistoryDeps = {
  sends: Pick<SendsTable, 'get' | 'ids'>
  planSteps: Pick<PlanStepsTable, 'last' | 'get'>
  batches: Pick<BatchesTable, 'get'>
  sesReports: Pick<SesReportsTable, 'get'>
}

/**
 * `absent`: not among the subscribers when they were considered. `not-planned`: not considered, or not yet. `forgotten`: to whom
 * the send went is not kept any more.
 */
export type Sent = Omit<Delivery, 'outcome'> & {
  outcome: Delivery['outcome'] | 'absent' | 'not-planned' | 'forgotten'
  send: SendId
  /** When it is or was due for this reader, ISO 8601 in UTC. */
  at: string
  /** When it was delivered, within five minutes from then, ISO 8601 in UTC; absent when that is not known. */
  deliveredAt?: string
  /** What was done with it; absent when nothing is known of that. For the reader alone: admins see sums. */
  acts?: Act[]
  /** Keys of its links that they pressed, see `pressed-links.ts`; absent when none is known. For the reader alone. */
  pressed?: string[]
  /** Whether they found it worth reading; absent when they did not say. For the reader alone. */
  worthReading?: boolean
}
type Found = Omit<Sent, 'send' | 'at'> & { due?: number | undefined }
/** `formerIds`: of addresses that they had before. */
type Reader = { id: string; address: string; formerIds?: readonly string[] | undefined }

/** Sends looked up in parallel. */
const atOnce = 20

/** A reader's outcome in each send, latest first; omits tests and series of others. */
export const createHistory =
  (deps: HistoryDeps) =>
  async (reader: Reader): Promise<Sent[]> => {
    const ids = await deps.sends.ids()
    const sent: (Sent | undefined)[] = []
    for (let start = 0; start < ids.length; start += atOnce)
      sent.push(
        ...(await Promise.all(ids.slice(start, start + atOnce).map((id) => sentOf(deps, id, reader)))),
      )
    return sent.filter((one) => one !== undefined).sort((a, b) => b.at.localeCompare(a.at))
  }

const sentOf = async (deps: HistoryDeps, id: SendId, reader: Reader): Promise<Sent | undefined> => {
  const send = await deps.sends.get(id)
  if (!send || (send.test && send.test.address !== reader.address)) return undefined
  const found = await findByAny(deps, send, [reader.id, ...(reader.formerIds ?? [])])
  // A correction is no matter of those who did not have the fault.
  if (!found || (send.filter?.corrects && found.outcome === 'absent')) return undefined
  const { due, ...rest } = found
  return { send: id, ...rest, at: due === undefined ? timeOf(send) : new Date(due).toISOString() }
}

const timeOf = ({ frozen, at, requestedAt }: Send): string => frozen?.at ?? at ?? requestedAt

/** A reader who has moved was sent it by one of their ids; by the others they are not in it. */
const findByAny = async (
  deps: HistoryDeps,
  send: Send,
  ids: readonly string[],
): Promise<Found | undefined> => {
  const found: (Found | undefined)[] = []
  for (const id of ids) found.push(await find(deps, send, id))
  const isThere = (one: Found | undefined) =>
    one && one.outcome !== 'absent' && one.outcome !== 'not-planned' && one.reason !== 'moved'
  return found.find(isThere) ?? found.find((one) => one !== undefined)
}

const find = async (deps: HistoryDeps, send: Send, reader: string): Promise<Found | undefined> => {
  if (!send.frozen) return { outcome: 'not-planned' }
  if (send.forgotten && !send.series && !send.test) return { outcome: 'forgotten' }
  if (send.series) return inBatch(deps, send.id, { key: reader, reader })
  // A test has one recipient, with an id that belongs to nobody.
  if (send.test)
    return (await inBatch(deps, send.id, { key: batchKey(0, 0), index: 0 })) ?? { outcome: 'not-planned' }
  return inPlan(deps, { ...send, frozen: send.frozen }, reader)
}

/** The outcome of a reader in a planned send, by the reader's id. */
export const findInPlan = async (
  deps: HistoryDeps,
  id: SendId,
  reader: string,
): Promise<Pick<Sent, 'outcome' | 'reason'>> => {
  const send = await deps.sends.get(id)
  if (send?.forgotten) return { outcome: 'forgotten' }
  return send?.frozen ? inPlan(deps, { ...send, frozen: send.frozen }, reader) : { outcome: 'not-planned' }
}

/** The batch of a reader in a send, and their index in it; undefined where the send has none of them, or forgot whom it has. */
export const findPlace = async (
  deps: Pick<HistoryDeps, 'planSteps'> & { sends: Pick<SendsTable, 'get'> },
  id: SendId,
  reader: string,
): Promise<{ batch: string; index: number } | undefined> => {
  const send = await deps.sends.get(id)
  if (!send?.frozen || send.test) return undefined
  if (send.series) return { batch: reader, index: 0 }
  if (send.forgotten) return undefined
  const { step } = await findStep(deps, { id, range: rangeOf(reader, send.frozen.ranges) }, reader)
  for (const { key, recipients } of step?.groups ?? []) {
    const index = indexIn(recipients, reader)
    if (index >= 0) return { batch: key, index }
  }
  return undefined
}

const inPlan = async (
  deps: HistoryDeps,
  { id, frozen }: Send & { frozen: Frozen },
  reader: string,
): Promise<Found> => {
  const { last, step } = await findStep(deps, { id, range: rangeOf(reader, frozen.ranges) }, reader)
  if (!step) return { outcome: last ? 'absent' : 'not-planned' }
  const [reason] = Object.entries(step.leftOut).find(([, ids]) => unpackIds(ids).includes(reader)) ?? []
  return reason ? { outcome: 'excluded', reason } : inStep(deps, id, step, reader)
}

/** The step of a range that reached a reader, if any has. `last`: the range has its last step. */
export const findStep = async (
  deps: Pick<HistoryDeps, 'planSteps'>,
  place: { id: SendId; range: number },
  reader: string,
): Promise<{ last: boolean; step?: PlanStep }> => {
  const last = await deps.planSteps.last(place.id, place.range)
  if (!last || last.upTo < reader) return { last: last?.last === true }
  return { last: last.last, step: await stepOf(deps, { ...place, last }, reader) }
}

/**
 * The first step that reached a reader. Each step considered the readers after its predecessor's last one, up to its
 * own last one. A binary search, because a range can have 80 steps of 11 KB.
 * @param plan its last step reached the reader
 */
const stepOf = async (
  { planSteps }: Pick<HistoryDeps, 'planSteps'>,
  { id, range, last }: { id: SendId; range: number; last: PlanStep },
  reader: string,
): Promise<PlanStep> => {
  let found = last
  for (let from = 0; from < found.number; ) {
    const number = Math.floor((from + found.number) / 2)
    const step = await planSteps.get(id, range, number)
    if (!step) throw new Error(`The plan of ${id}, range ${range}, lacks its step ${number}`)
    if (step.upTo >= reader) found = step
    else from = number + 1
  }
  return found
}

const inStep = async (
  deps: HistoryDeps,
  id: SendId,
  { groups }: PlanStep,
  reader: string,
): Promise<Found> => {
  for (const { key, due, recipients } of groups) {
    const index = indexIn(recipients, reader)
    if (index < 0) continue
    return { ...((await inBatch(deps, id, { key, index })) ?? { outcome: 'waiting', batch: key }), due }
  }
  return { outcome: 'absent' }
}

/** @returns undefined when there is no such batch (yet) */
const inBatch = async (
  { batches, sesReports }: HistoryDeps,
  id: SendId,
  place: { key: string } & ({ index: number } | { reader: string }),
): Promise<Found | undefined> => {
  const { key } = place
  const [batch, known] = await Promise.all([batches.get(id, key), sesReports.get(id, key)])
  if (!batch) return undefined
  const index = 'index' in place ? place.index : indexIn(batch.recipients ?? '', place.reader)
  const code = batch.codes[index]
  if (!code) return undefined
  const acts = actsOf(known, index)
  const pressed = linksPressedBy(known.links ?? '', index)
  const rating = ratingOf(known.ratings ?? '', index)
  const slot = slotIn(known.times ?? '', index)
  return {
    ...deliveryOf(code),
    batch: key,
    ...defined({ reported: reportedOf(known, index), due: batch.due }),
    ...(slot !== undefined && { deliveredAt: startOf(slot) }),
    ...(acts.length > 0 && { acts }),
    ...(pressed.length > 0 && { pressed }),
    ...(rating && { worthReading: rating.worth }),
  }
}

const indexIn = (recipients: string, reader: string): number =>
  unpackRecipients(recipients).findIndex(({ id }) => id === reader)

/** The range of a send in whose shards a reader is. */
export const rangeOf = (reader: string, ranges: number): number =>
  Array.from({ length: ranges }, (_, range) => shardsOf(range, ranges)).findIndex((shards) =>
    shards.includes(shardOf(reader)),
  )
