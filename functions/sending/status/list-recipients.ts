import { defined } from '../../runtime/defined.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { PlanStepsTable } from '../ledger/plan-step.table.ts'
import { batchKey, idsIn, type PlanStep, placeOf, unpackIds, unpackRecipients } from '../ledger/plan-step.ts'
import { type Delivery, deliveryOf, reportedOf } from '../ledger/recipient-outcome.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Send } from '../ledger/send.ts'
import type { SesReportsTable } from '../ledger/ses-report.table.ts'
import { noReports } from '../ledger/ses-report.ts'
import { editionsCorrected } from '../ledger/standing-corrections.ts'
import { type DeliveriesDeps, faultyDeliveries, judgeDeliveries } from '../plan/faulty-deliveries.ts'
import { cursorOf, readCursor } from './recipients-cursor.ts'

/** Why somebody is in no correction who should be: see PROTOCOL.md. */
export const acceptedLaterReason = 'accepted-later'

export type RecipientsDeps = {
  sends: Pick<SendsTable, 'get'>
  planSteps: Pick<PlanStepsTable, 'get'>
  batches: Pick<BatchesTable, 'get' | 'list'>
  sesReports: Pick<SesReportsTable, 'get'>
  subscribers: DeliveriesDeps['subscribers']
}

/** A person whom a send's plan considered. */
export type Listed = Delivery & { id: string }
export type Wanted = { outcome?: Delivery['outcome'] | undefined; reason?: string | undefined }
export type Page = {
  recipients: Listed[]
  /** Cursor of the next page; absent at the end. */
  next?: string
}

/** Limits of a page: recipients listed, and (approximately) people considered. */
const pageSize = 500
const mostLooks = 10_000

/** @param index their index in the batch, if they are in one */
type Person = Omit<Listed, 'reported'> & { index?: number }
/** People in a stable order; `place` sorts and identifies the run. */
type Run = { place: string; people: Person[] }

/**
 * Lists a send's recipients and the people its plan excluded, page by page in a stable order. Between two pages, only
 * outcomes change, and planning may add people.
 * @returns undefined for a cursor of another send. A page may be empty and still have a next one.
 */
export const createRecipients =
  (deps: RecipientsDeps) =>
  async (send: Send, wanted: Wanted, after?: string): Promise<Page | undefined> => {
    const from = readCursor(send, after)
    if (!from) return undefined
    const found: Person[] = []
    const page = async (next?: string) => ({
      recipients: await reported(deps, send, found),
      ...defined({ next }),
    })
    let looks = 0
    for await (const { place, people } of runsFrom(deps, send, from.place)) {
      for (const [offset, person] of people.entries()) {
        if (place === from.place && offset < from.offset) continue
        if (found.length === pageSize) return page(cursorOf({ place, offset }))
        if (isWanted(person, wanted)) found.push(person)
      }
      looks += people.length
      if (looks >= mostLooks) return page(cursorOf({ place, offset: people.length }))
    }
    return page()
  }

const isWanted = (person: Person, { outcome, reason }: Wanted) =>
  (!outcome || person.outcome === outcome) && (!reason || person.reason === reason)

async function* runsFrom(deps: RecipientsDeps, send: Send, from: string): AsyncGenerator<Run> {
  if (send.series) yield* seriesFrom(deps, send, from)
  else yield* planFrom(deps, send, placeOf(from))
}

async function* seriesFrom({ batches }: RecipientsDeps, { id }: Send, from: string): AsyncGenerator<Run> {
  for (const { key, codes, recipients = '' } of await batches.list(id))
    if (key >= from) yield { place: key, people: peopleOf(key, recipients, codes) }
}

async function* planFrom(deps: RecipientsDeps, send: Send, from: { range: number; step: number }) {
  for (let { range, step: number } = from; range < (send.frozen?.ranges ?? 0); range += 1, number = 0) {
    let step = await deps.planSteps.get(send.id, range, number)
    while (step) {
      const missed = await acceptedLater(deps, send, range, step)
      yield { place: batchKey(range, number), people: [...(await peopleOfStep(deps, send, step)), ...missed] }
      number += 1
      step = step.last ? undefined : await deps.planSteps.get(send.id, range, number)
    }
  }
}

const peopleOfStep = async ({ batches }: RecipientsDeps, { id }: Send, step: PlanStep): Promise<Person[]> => {
  const groups = step.groups.map(async ({ key, recipients, size }) =>
    // The step is taken but its batches are not written yet: its recipients are waiting.
    peopleOf(key, recipients, (await batches.get(id, key))?.codes ?? '.'.repeat(size)),
  )
  return [...leftOutOf(step), ...(await Promise.all(groups)).flat()]
}

/** Of a correction, those who were proved to have the faulty edition once it was planned, and are not in it. */
const acceptedLater = async (
  { sends, planSteps, batches, subscribers }: RecipientsDeps,
  correction: Send,
  range: number,
  step: PlanStep,
): Promise<Person[]> => {
  const { filter, frozen } = correction
  const corrects = filter?.corrects
  const source = corrects && (await sends.get(corrects.send))
  const itsStep = source?.frozen && (await planSteps.get(source.id, range, step.number))
  if (!corrects || !frozen || !source?.frozen || source.forgotten || !itsStep) return []
  const { got } = await faultyDeliveries(
    { batches },
    { ...source, frozen: source.frozen },
    itsStep,
    editionsCorrected(correction, corrects),
  )
  const named = new Set(idsIn(step))
  const missed = got.filter(({ recipient }) => !named.has(recipient.id))
  return (await judgeDeliveries({ subscribers }, missed, frozen, corrects)).flatMap((one): Person[] =>
    'gone' in one ? [] : [{ id: one.recipient.id, outcome: 'excluded', reason: acceptedLaterReason }],
  )
}

/** Sorted by reason, because DynamoDB does not keep the order of a map's keys. */
const leftOutOf = ({ leftOut }: PlanStep): Person[] =>
  Object.entries(leftOut)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([reason, ids]) => unpackIds(ids).map((id) => ({ id, outcome: 'excluded', reason })))

const peopleOf = (batch: string, recipients: string, codes: string): Person[] =>
  unpackRecipients(recipients).map(({ id }, index) => ({ id, ...deliveryOf(codes[index]!), batch, index }))

/** Adds SES's reports, for the batches on this page. */
const reported = async (
  { sesReports }: RecipientsDeps,
  { id }: Send,
  people: Person[],
): Promise<Listed[]> => {
  const keys = [...new Set(people.flatMap(({ batch }) => batch ?? []))]
  const known = new Map(
    await Promise.all(keys.map(async (key) => [key, await sesReports.get(id, key)] as const)),
  )
  return people.map(({ index, ...person }) => {
    const report =
      index === undefined ? undefined : reportedOf(known.get(person.batch ?? '') ?? noReports, index)
    return { ...person, ...defined({ reported: report }) }
  })
}
