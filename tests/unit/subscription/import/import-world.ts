import { type Import, newImport } from '../../../../functions/subscription/import/import-record.ts'
import type { ImportsTable, ToAsk } from '../../../../functions/subscription/import/imports.table.ts'
import {
  type PassedOverRows,
  unpackPassedOver,
} from '../../../../functions/subscription/import/passed-over-rows.ts'
import {
  createUntouched,
  createUntouchedInboxes,
} from '../../../../functions/subscription/import/try-rows.ts'
import { createWorkImport, type Upload } from '../../../../functions/subscription/import/work-import.ts'
import { createWriteRows } from '../../../../functions/subscription/import/write-rows.ts'
import type { ReaderRow, Subscriber } from '../../../../functions/subscription/states/subscriber.ts'
import { noon } from '../../../builders.ts'
import { idOf } from '../../../reader-ids.ts'
import { offer } from './judge-file.ts'
import { aFile } from './some-file.ts'

/** Tables of readers and imports in memory, which refuse a write over another revision, as DynamoDB does. */
export const importTables = (
  around: <Result>(work: () => Result) => Promise<Result> = async (work) => work(),
) => {
  const readers = new Map<string, ReaderRow>()
  const records = new Map<string, Import>()
  const rows = new Map<string, Map<number, PassedOverRows>>()
  const asks = new Map<string, Map<number, ToAsk>>()
  let written = 0
  const replaceIn =
    <Row extends { id: string; revision: number }>(kept: Map<string, Row>) =>
    (before: Row | undefined, after: Row) =>
      around(() => {
        if (kept.get(after.id)?.revision !== before?.revision) return 'changed-meanwhile' as const
        kept.set(after.id, structuredClone({ ...after, revision: (before?.revision ?? 0) + 1 }))
        written += 1
        return 'written' as const
      })
  const subscribers = {
    get: (id: string) => around(() => readers.get(id)),
    getMany: (ids: readonly string[]) =>
      around(() => new Map(ids.flatMap((id) => (readers.has(id) ? [[id, readers.get(id)!] as const] : [])))),
    replace: replaceIn(readers),
  }
  const imports: ImportsTable = {
    get: (id) => around(() => records.get(id)),
    all: () => around(() => [...records.values()].sort((a, b) => b.at.localeCompare(a.at))),
    replace: replaceIn(records),
    putRows: (id, from, runs) =>
      around(() => {
        rows.set(id, (rows.get(id) ?? new Map()).set(from, runs))
      }),
    putAsks: (id, run) =>
      around(() => {
        asks.set(id, (asks.get(id) ?? new Map()).set(run.row, run))
      }),
    asks: (id, from) =>
      around(() =>
        [...(asks.get(id)?.values() ?? [])].sort((a, b) => a.row - b.row).find(({ row }) => row >= from),
      ),
    rows: (id) => around(() => ({ runs: [...(rows.get(id) ?? new Map()).values()] })),
  }
  return {
    /** Nobody is erased by an import. */
    readers: readers as Map<string, Subscriber>,
    records,
    subscribers,
    imports,
    writes: () => written,
    /** Which rows of an import were not imported, and why. */
    reasons: (id: string) =>
      [...(rows.get(id) ?? new Map()).values()]
        .flatMap(unpackPassedOver)
        .sort((a, b) => a.row - b.row)
        .map(({ row, reason }) => `${row} ${reason}`),
  }
}

type Around = Parameters<typeof importTables>[0]

const someLeftInboxes = (around: NonNullable<Around> = async (work) => work()) => {
  const noted = new Set<string>()
  return {
    noted,
    note: (inbox: string) => around(() => void noted.add(inbox)),
    among: (inboxes: readonly string[]) => around(() => noted.intersection(new Set(inboxes))),
  }
}

/** A service in memory that imports a file. */
export const importWorld = (publication = offer, { around }: { around?: Around } = {}) => {
  const tables = importTables(around)
  const uploads = new Map<string, Upload>()
  const queue: string[] = []
  const asksQueue: string[] = []
  const leftInboxes = someLeftInboxes(around)
  const writing = { idOf, now: () => noon, importedNow: () => noon }
  const work = createWorkImport({
    imports: tables.imports,
    upload: async (id) => uploads.get(id),
    writeRows: createWriteRows({ ...writing, subscribers: tables.subscribers, leftInboxes }),
    tryRows: () =>
      createWriteRows({
        ...writing,
        subscribers: createUntouched(tables.subscribers),
        leftInboxes: createUntouchedInboxes(leftInboxes),
      }),
    offer: publication,
    queue: { send: async (messages) => void queue.push(...messages.map((one) => one.import)) },
    asksQueue: { send: async (messages) => void asksQueue.push(...messages.map((one) => one.import)) },
    now: () => noon,
  })
  const upload = (id: string, bytes: Uint8Array | string, etag = 'e1', sha256?: string) => {
    const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
    uploads.set(id, { etag, size: all.length, ...(sha256 && { sha256 }), open: aFile(all) })
    return all.length
  }
  return {
    ...tables,
    leftInboxes,
    queue,
    /** Imports whose readers are to be asked. */
    asksQueue,
    upload,
    work,
    /** Asks for an import whose file is there. */
    ask: (id: string, bytes: Uint8Array | string, but: Partial<Import> = {}) => {
      const size = upload(id, bytes)
      const request = {
        id,
        file: { name: 'readers.csv', size },
        consent: 'They asked by our old form',
        mapping: {},
        language: 'zh-CN',
        roles: false,
      }
      tables.records.set(id, { ...newImport(request, noon, 'ada'), revision: 1, ...but })
    },
    /** Works until nothing is left to do, `chunks` at a time. */
    run: async (id: string, chunks = Number.POSITIVE_INFINITY) => {
      queue.push(id)
      const outcomes: string[] = []
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        let left = chunks
        outcomes.push(await work(next, { leftMs: () => (--left > 0 ? 1_000 : 0) }))
      }
      return outcomes
    },
  }
}
