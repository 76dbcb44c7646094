import { isDeepStrictEqual } from 'node:util'
import { defined } from '../../runtime/defined.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import { inboxOf } from '../states/canonical-inbox.ts'
import type { ImportEvent } from '../states/import-event.ts'
import { askDays } from '../states/link-lifetimes.ts'
import type { ReaderIdOf, SubscriberId } from '../states/reader-id.ts'
import { transition } from '../states/state-machine.ts'
import type { SubscribersTable } from '../states/subscriber.table.ts'
import { personIn, type ReaderRow } from '../states/subscriber.ts'
import type { ImportedReader, Judged } from './judge-by-file.ts'
import { passedOver, type Taken, taken, type Verdict } from './verdict.ts'
import { isOf, verdictOfOwn, verdictOnKnown } from './why-passed-over.ts'

export type WriteRowsDeps = {
  subscribers: Pick<SubscribersTable, 'get' | 'getMany' | 'replace'>
  idOf: ReaderIdOf
  /** Unix ms, by which a sign-up has lapsed or not. */
  now: () => number
  /** When a reader becomes one, Unix ms by the database's clock. Called only after a row has been read. */
  importedNow: () => number
}

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
  const settle = async (importId: string, { id, inbox }: Named, row: Taken, found: ReaderRow | undefined) => {
    let before = found
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const own = verdictOfOwn(importId, row, personIn(before))
      if (own) return { verdict: own, stands: before }
      const at = new Date(importedNow()).toISOString()
      const after = transition(before, eventOf(importId, id, row.reader, at), now())
      if (!after) return { verdict: verdictOnKnown(importId, row, before, now()), stands: before }
      if ((after.status === 'active' || after.status === 'pending') && isKeptOut(inbox))
        return { verdict: passedOver(row, 'other-spelling'), stands: before }
      const written = { ...after, revision: (before?.revision ?? 0) + 1 }
      const outcome = await subscribers.replace(before, after)
      const isContradicted = isOf(importId, personIn(before))
      before = outcome === 'written' ? written : await subscribers.get(id)
      // The SDK repeats a write whose answer was lost, and then meets its own.
      if (!isDeepStrictEqual(before, written)) continue
      const verdict = isContradicted ? passedOver(row, 'contradicted') : taken(row, row.reader.as.status)
      return { verdict, stands: before }
    }
    throw new Error(`A reader changed at each of ${attempts} attempts to import row ${row.reader.row}`)
  }
  /** Readers by another spelling of an inbox's address, and the id of the inbox by its own. */
  const otherSpellings = async (
    byReader: ReadonlyMap<SubscriberId, Taken[]>,
  ): Promise<Map<SubscriberId, SubscriberId>> => {
    const others = new Map<SubscriberId, SubscriberId>()
    for (const [id, [row]] of byReader) {
      const inbox = inboxOf(row!.reader.address)
      if (inbox !== row!.reader.address) others.set(id, await idOf(inbox))
    }
    return others
  }
  return async (importId: string, judged: readonly Judged[]): Promise<Verdict[]> => {
    const rows = judged.filter((one) => one.outcome === 'taken')
    const byReader = new Map<SubscriberId, Taken[]>()
    for (const row of rows) {
      const id = await idOf(row.reader.address)
      byReader.set(id, [...(byReader.get(id) ?? []), row])
    }
    const verdicts = new Map<number, Verdict>()
    const write = async (ids: readonly SubscriberId[], inboxes: Map<SubscriberId, ReaderRow | undefined>) => {
      const standing = await subscribers.getMany(ids)
      await inParallel(ids, atOnce, async (id) => {
        let stands = standing.get(id)
        for (const row of byReader.get(id)!) {
          const settled = await settle(importId, { id, inbox: inboxes.get(id) }, row, stands)
          stands = settled.stands
          verdicts.set(row.reader.row, withAsks(settled.verdict, id))
        }
      })
    }
    const others = await otherSpellings(byReader)
    await write(
      [...byReader.keys()].filter((id) => !others.has(id)),
      new Map(),
    )
    if (others.size > 0) {
      // Read after the rows of this chunk are written that are of the inboxes themselves.
      const found = await subscribers.getMany([...others.values()])
      await write([...others.keys()], new Map([...others].map(([id, inbox]) => [id, found.get(inbox)])))
    }
    return judged.flatMap((one): Verdict[] => {
      if (one.outcome === 'blank') return []
      return [one.outcome === 'taken' ? verdicts.get(one.reader.row)! : one]
    })
  }
}
const withAsks = (verdict: Verdict, id: SubscriberId): Verdict =>
  verdict.outcome === 'taken' && verdict.status === 'pending' ? { ...verdict, asks: id } : verdict

/** A reader's id; `inbox` is who stands at the plainest spelling of their address, if theirs is another. */
type Named = { id: SubscriberId; inbox: ReaderRow | undefined }

const isKeptOut = (row: ReaderRow | undefined): boolean =>
  row?.status === 'unsubscribed' || row?.status === 'suppressed' || row?.status === 'erased'

export type WriteRows = ReturnType<typeof createWriteRows>

const eventOf = (importId: string, id: SubscriberId, reader: ImportedReader, at: string): ImportEvent => {
  const { address: email, as, choice, row, subscribedAt, confirmedAt } = reader
  const consent = {
    at: subscribedAt && subscribedAt < at ? subscribedAt : at,
    import: importId,
    row,
    ...(confirmedAt && confirmedAt < at && { confirmedAt }),
  }
  const event = { at, id, email, wanted: { ...choice, consent } }
  switch (as.status) {
    case 'active':
      return { ...event, type: 'import', ...defined({ pausedUntil: as.pausedUntil }) }
    case 'pending':
      return { ...event, type: 'import-ask', until: Math.floor(Date.parse(at) / 1000) + askDays * 86_400 }
    case 'unsubscribed':
      return { ...event, type: 'import-left', ...defined({ since: as.since }) }
    case 'suppressed':
      return { ...event, type: 'import-suppressed', cause: as.cause, ...defined({ since: as.since }) }
  }
}
