import { isDeepStrictEqual } from 'node:util'
import { defined } from '../../runtime/defined.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import type { ImportEvent } from '../states/imported.ts'
import { transition } from '../states/state-machine.ts'
import type { SubscribersTable } from '../states/subscriber.table.ts'
import {
  isImported,
  present,
  type ReaderIdOf,
  type Subscriber,
  type SubscriberId,
} from '../states/subscriber.ts'
import type { FileReason, ImportedReader, Judged } from './judge-row.ts'
import type { Note } from './row-choice.ts'
import type { As } from './row-standing.ts'

export type WriteRowsDeps = {
  subscribers: Pick<SubscribersTable, 'get' | 'getMany' | 'replace'>
  idOf: ReaderIdOf
  /** Unix ms, by which a sign-up has lapsed or not. */
  now: () => number
  /** When a reader becomes one, Unix ms by the database's clock. Called only after a row has been read. */
  importedNow: () => number
}

/**
 * Why a row is not imported: as the file tells, or by who stands here already. `reader`, `pending`, `left`, `suppressed`:
 * that is what they are; `contradicted`: a row above calls a reader who left by this one, so they left.
 */
export type Reason = FileReason | Exclude<Subscriber['status'], 'active'> | 'reader' | 'contradicted'

/** What became of a row. */
export type Verdict =
  | { outcome: 'taken'; row: number; status: As['status']; notes: Note[] }
  | { outcome: 'passed-over'; row: number; reason: Reason }

/** Writes at once. As many connections as a client has by default. */
const atOnce = 50
const attempts = 6

/**
 * Writes the readers of some rows, each over the state that was read, so that nobody is brought back who left meanwhile.
 * Each new row says by which import and row it came: rows that were written before are told from those of others, and a
 * run that is killed and begins again counts them as its own.
 * @returns a function that gives a verdict on each row that is not blank, in their order
 */
export const createWriteRows = ({ subscribers, idOf, now, importedNow }: WriteRowsDeps) => {
  const settle = async (importId: string, id: SubscriberId, row: Taken, found: Subscriber | undefined) => {
    let before = found
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const own = before && verdictOfOwn(importId, row, before)
      if (own) return { verdict: own, stands: before }
      const at = new Date(importedNow()).toISOString()
      const after = transition(before, eventOf(importId, id, row.reader, at), now())
      if (!after) return { verdict: refusal(importId, row, present(before, now())), stands: before }
      const written = { ...after, revision: (before?.revision ?? 0) + 1 }
      const outcome = await subscribers.replace(before, after)
      const isContradicted = isOf(importId, before)
      before = outcome === 'written' ? written : await subscribers.get(id)
      // The SDK repeats a write whose answer was lost, and then meets its own.
      if (!isDeepStrictEqual(before, written)) continue
      const verdict = isContradicted ? passedOver(row, 'contradicted') : taken(row, row.reader.as.status)
      return { verdict, stands: before }
    }
    throw new Error(`A reader changed at each of ${attempts} attempts to import row ${row.reader.row}`)
  }
  return async (importId: string, judged: readonly Judged[]): Promise<Verdict[]> => {
    const rows = judged.filter((one) => one.outcome === 'taken')
    const byReader = new Map<SubscriberId, Taken[]>()
    for (const row of rows) {
      const id = await idOf(row.reader.address)
      byReader.set(id, [...(byReader.get(id) ?? []), row])
    }
    const standing = await subscribers.getMany([...byReader.keys()])
    const verdicts = new Map<number, Verdict>()
    await inParallel([...byReader], atOnce, async ([id, own]) => {
      let stands = standing.get(id)
      for (const row of own) {
        const settled = await settle(importId, id, row, stands)
        stands = settled.stands
        verdicts.set(row.reader.row, settled.verdict)
      }
    })
    return judged.flatMap((one): Verdict[] => {
      if (one.outcome === 'blank') return []
      return [one.outcome === 'taken' ? verdicts.get(one.reader.row)! : one]
    })
  }
}
export type WriteRows = ReturnType<typeof createWriteRows>

type Taken = Judged & { outcome: 'taken' }

const isOf = (importId: string, row: Subscriber | undefined): boolean =>
  row !== undefined && isImported(row.consent) && row.consent.import === importId

/** @returns the verdict on a row whose reader it brought in, in this run or an earlier one */
const verdictOfOwn = (importId: string, row: Taken, before: Subscriber): Verdict | undefined =>
  isOf(importId, before) && isImported(before.consent) && before.consent.row === row.reader.row
    ? taken(row, row.reader.as.status)
    : undefined

const refusal = (importId: string, row: Taken, before: Subscriber | undefined): Verdict => {
  if (isOf(importId, before)) return passedOver(row, 'duplicate')
  const { status = 'active' } = before ?? {}
  return passedOver(row, status === 'active' ? 'reader' : status)
}

const taken = ({ reader, notes }: Taken, status: As['status']): Verdict => ({
  outcome: 'taken',
  row: reader.row,
  status,
  notes,
})

const passedOver = ({ reader }: Taken, reason: Reason): Verdict => ({
  outcome: 'passed-over',
  row: reader.row,
  reason,
})

const eventOf = (importId: string, id: SubscriberId, reader: ImportedReader, at: string): ImportEvent => {
  const { address: email, as, choice, row, subscribedAt, confirmedAt } = reader
  const consent = {
    at: subscribedAt && subscribedAt < at ? subscribedAt : at,
    import: importId,
    row,
    ...defined({ confirmedAt }),
  }
  const event = { at, id, email, wanted: { ...choice, consent } }
  switch (as.status) {
    case 'active':
      return { ...event, type: 'import' }
    case 'unsubscribed':
      return { ...event, type: 'import-left', ...defined({ since: as.since }) }
    case 'suppressed':
      return { ...event, type: 'import-suppressed', cause: as.cause, ...defined({ since: as.since }) }
  }
}
