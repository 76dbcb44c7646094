import { isDeepStrictEqual } from 'node:util'
import { defined } from '../../runtime/defined.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import { inboxOf } from '../states/canonical-inbox.ts'
import type { ImportEvent } from '../states/import-event.ts'
import type { LeftInboxes } from '../states/left-inboxes.table.ts'
import { isKeptOut, notingLeftInboxes } from '../states/note-left-inboxes.ts'
import type { ReaderIdOf, SubscriberId } from '../states/reader-id.ts'
import { transition } from '../states/state-machine.ts'
import type { SubscribersTable } from '../states/subscriber.table.ts'
import { personIn, type ReaderRow } from '../states/subscriber.ts'
import { askDays } from '../states/unconfirmed-days.ts'
import type { ImportedReader, Judged } from './judge-by-file.ts'
import { passedOver, type Taken, taken, type Verdict } from './verdict.ts'
import { isOf, verdictOfOwn, verdictOnKnown } from './why-passed-over.ts'

export type WriteRowsDeps = {
  subscribers: Pick<SubscribersTable, 'get' | 'getMany' | 'replace'>
  leftInboxes: LeftInboxes
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
export const createWriteRows = ({ subscribers, leftInboxes, idOf, now, importedNow }: WriteRowsDeps) => {
  const writing = notingLeftInboxes(subscribers, { note: (inbox) => leftInboxes.note(inbox), idOf })
  const settle = async (
    importId: string,
    { id, isLeft }: Named,
    row: Taken,
    found: ReaderRow | undefined,
  ) => {
    let before = found
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const own = verdictOfOwn(importId, row, personIn(before))
      if (own) return { verdict: own, stands: before }
      const at = new Date(importedNow()).toISOString()
      const after = transition(before, eventOf(importId, id, row.reader, at), now())
      if (!after) return { verdict: verdictOnKnown(importId, row, before, now()), stands: before }
      if ((after.status === 'active' || after.status === 'pending') && isLeft)
        return { verdict: passedOver(row, 'other-spelling'), stands: before }
      const written = { ...after, revision: (before?.revision ?? 0) + 1 }
      const outcome = await writing.replace(before, after)
      const isContradicted = isOf(importId, personIn(before))
      before = outcome === 'written' ? written : await subscribers.get(id)
      // The SDK repeats a write whose answer was lost, and then meets its own.
      if (!isDeepStrictEqual(before, written)) continue
      const verdict = isContradicted ? passedOver(row, 'contradicted') : taken(row, row.reader.as.status)
      return { verdict, stands: before }
    }
    throw new Error(`A reader changed at each of ${attempts} attempts to import row ${row.reader.row}`)
  }
  const named = async (rows: readonly Taken[]): Promise<Reader[]> => {
    const readers = new Map<string, Reader>()
    for (const row of rows) {
      const { address } = row.reader
      const inbox = inboxOf(address)
      const known = readers.get(address)
      if (known) known.rows.push(row)
      else readers.set(address, { id: await idOf(address), inbox: await idOf(inbox), rows: [row] })
    }
    return [...readers.values()]
  }
  return async (importId: string, judged: readonly Judged[]): Promise<Verdict[]> => {
    const readers = await named(judged.filter((one) => one.outcome === 'taken'))
    const verdicts = new Map<number, Verdict>()
    const write = async (some: readonly Reader[]) => {
      if (some.length === 0) return
      const others = some.filter(({ id, inbox }) => id !== inbox).map(({ inbox }) => inbox)
      const standing = await subscribers.getMany([...some.map(({ id }) => id), ...others])
      const left = await leftInboxes.among(some.map(({ inbox }) => inbox))
      await inParallel(some, atOnce, async ({ id, inbox, rows }) => {
        const isLeft = left.has(inbox) || (id !== inbox && isKeptOut(standing.get(inbox)))
        let stands = standing.get(id)
        for (const row of rows) {
          const settled = await settle(importId, { id, isLeft }, row, stands)
          stands = settled.stands
          verdicts.set(row.reader.row, withAsks(settled.verdict, id))
        }
      })
    }
    // First whoever left elsewhere, then who has the plainest spelling: the others are judged by both.
    const leaves = ({ rows }: Reader) => rows.some(({ reader: { as } }) => leavingAs.includes(as.status))
    const isPlain = ({ id, inbox }: Reader) => id === inbox
    await write(readers.filter(leaves))
    await write(readers.filter((one) => !leaves(one) && isPlain(one)))
    await write(readers.filter((one) => !leaves(one) && !isPlain(one)))
    return judged.flatMap((one): Verdict[] => {
      if (one.outcome === 'blank') return []
      return [one.outcome === 'taken' ? verdicts.get(one.reader.row)! : one]
    })
  }
}

const leavingAs: readonly string[] = ['unsubscribed', 'suppressed']

/** A reader's id and that of their inbox, by its plainest spelling, with their rows. */
type Reader = { id: SubscriberId; inbox: SubscriberId; rows: Taken[] }

const withAsks = (verdict: Verdict, id: SubscriberId): Verdict =>
  verdict.outcome === 'taken' && verdict.status === 'pending' ? { ...verdict, asks: id } : verdict

/** A reader's id; `isLeft`: somebody left, or is suppressed, by another spelling of their inbox. */
type Named = { id: SubscriberId; isLeft: boolean }

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
