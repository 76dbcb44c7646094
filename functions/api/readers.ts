import type * as z from 'zod'
import type { EraseReader } from '../privacy/erase-reader.ts'
import { defined } from '../runtime/defined.ts'
import type { Sent } from '../sending/ledger/reader-history.ts'
import type { Import } from '../subscription/import/import-record.ts'
import type { CountReaders } from '../subscription/readers/count-readers.ts'
import type { ListReaders } from '../subscription/readers/list-readers.ts'
import type { SuppressByAdmin, SuppressedByAdmin } from '../subscription/readers/suppress-by-admin.ts'
import { formerIds } from '../subscription/states/former-addresses.ts'
import type { ReaderIdOf, SubscriberId } from '../subscription/states/reader-id.ts'
import { type Erased, personIn, present, type ReaderRow } from '../subscription/states/subscriber.ts'
import { type Answer, answer, noting, refuse } from './answer.ts'
import type {
  ConsentShown,
  ReaderActionAnswer,
  ReaderAnswer,
  ReaderCountsAnswer,
  ReadersAnswer,
} from './answers/readers.ts'
import type { HistoryAnswer } from './answers/sends.ts'
import { unknown } from './audience-filter.ts'
import { noSuchPlace } from './page-cursor.ts'
import type { ApiProblem } from './problems.ts'
import type { RuleOffer } from './read-rule-data.ts'
import { readerOf } from './reader-shown.ts'
import {
  CountsQuery,
  ReaderAction,
  ReaderById,
  ReaderRequest,
  ReadersQuery,
  ReadersSearch,
} from './readers-request-schema.ts'
import { problemsOf } from './schema-problems.ts'
import { address } from './send-request-schema.ts'

export type ReadersDeps = {
  /** See `createHistory`. */
  history: (reader: { id: string; address: string; formerIds?: readonly string[] }) => Promise<Sent[]>
  /** Readers by any id that was ever theirs; see `createStanding`. */
  subscribers: { get(id: SubscriberId): Promise<ReaderRow | undefined> }
  /** Where imported readers have their consent from. */
  imports: { get(id: string): Promise<Pick<Import, 'consent'> | undefined> }
  list: ListReaders
  count: CountReaders
  byAdmin: Pick<SuppressByAdmin, 'suppress' | 'restore'>
  erase: EraseReader
  idOf: ReaderIdOf
  now: () => number
  publication: RuleOffer
}

const nobody = refuse('not-found', {
  field: 'address',
  message: 'Nobody has this address: they never signed up, or did not confirm in time',
})

/** What of a filter the publication has not. */
const unknownIn = (
  { languages, topics }: Pick<RuleOffer, 'languages' | 'topics'>,
  { language, topic }: { language?: string | undefined; topic?: string | undefined },
): ApiProblem[] => {
  const topicIds = topics.map(({ id }) => id)
  return [
    ...(language === undefined ? [] : unknown('language', [language], languages)),
    ...(topic === undefined ? [] : unknown('topic', [topic], topicIds)),
  ].map(({ path, message }) => ({ field: path.join('.'), message }))
}

const erasedOf = ({ id, at, suppressed, left, unknown }: Erased) => ({
  id,
  at,
  ...defined({ suppressed, left: left?.at, unknown }),
})

/** Readers, for admins. An address is sent in a body, never in a URL, so that no access log records it. */
export const createReaders = (deps: ReadersDeps) => {
  const { history, subscribers, imports, list, count, byAdmin, erase, idOf, now, publication } = deps
  const { timeZone, fields } = publication
  const fieldIds = fields.map(({ id }) => id)
  const withStatement = async (consent: ConsentShown): Promise<ConsentShown> => {
    const record = 'import' in consent ? await imports.get(consent.import) : undefined
    return record ? { ...consent, statement: record.consent } : consent
  }
  const shown = (
    acted: Exclude<SuppressedByAdmin, { outcome: 'nobody' }>,
  ): Omit<ReaderActionAnswer, 'timeZone'> => {
    const { outcome, row } = acted
    if (row.status === 'moved') return { outcome }
    if (row.status !== 'erased') return { outcome, reader: readerOf(row, now()) }
    const isUnknown = 'unknown' in acted && acted.unknown
    return { outcome, erased: erasedOf(row), ...(isUnknown && { unknown: true as const }) }
  }
  const pageOf = async ({
    after,
    limit,
    ...filter
  }: z.infer<typeof ReadersQuery> & { search?: string }): Promise<Answer> => {
    const wrong = unknownIn(publication, filter)
    if (wrong.length > 0) return refuse('not-valid', ...wrong)
    const page = await list(filter, after, limit)
    if (!page) return noSuchPlace()
    const value: ReadersAnswer = {
      readers: page.readers.map((row) => readerOf(row, now())),
      ...defined({ next: page.next }),
      fieldIds,
      timeZone,
    }
    return answer(200, value)
  }
  return {
    /**
     * What one reader was sent.
     * @param fields `{ address }`
     */
    sends: async (fields: Record<string, unknown>): Promise<Answer> => {
      const read = ReaderRequest.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const asked = await idOf(read.data.address)
      const person = personIn(await subscribers.get(asked))
      const reader = { id: person?.id ?? asked, address: person?.email ?? read.data.address }
      const sends = (await history({ ...reader, formerIds: formerIds(person) })).map(
        ({ acts: _, worthReading: __, pressed: ___, ...sent }) => sent,
      )
      const value: HistoryAnswer = { ...reader, sends, timeZone }
      return answer(200, value)
    },
    /** @param query `status`, `language`, `topic`, `limit`, and `after`: the `next` of the previous page */
    page: async (query: Record<string, string | undefined>): Promise<Answer> => {
      const read = ReadersQuery.safeParse(query)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      return pageOf(read.data)
    },
    /** @param fields `{ search }`, a part of the address, and those of `page` */
    search: async (fields: Record<string, unknown>): Promise<Answer> => {
      const read = ReadersSearch.safeParse(fields)
      return read.success ? pageOf(read.data) : refuse('not-valid', ...problemsOf(read.error))
    },
    /** @param query `after`: the `next` of the previous call. The sum over all calls is the total */
    count: async (query: Record<string, string | undefined>): Promise<Answer> => {
      const read = CountsQuery.safeParse(query)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const value: ReaderCountsAnswer | undefined = await count(read.data.after)
      return value ? answer(200, value) : noSuchPlace()
    },
    /**
     * Everything that is known about one reader, or what is left of one who was erased.
     * @param fields `{ address }` or `{ id }`
     */
    find: async (fields: Record<string, unknown>): Promise<Answer> => {
      // By one of the two: a union's problems would name no field.
      const read = 'id' in fields ? ReaderById.safeParse(fields) : ReaderRequest.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const found = await subscribers.get('id' in read.data ? read.data.id : await idOf(read.data.address))
      if (found?.status === 'erased') {
        const value: ReaderAnswer = { erased: erasedOf(found), timeZone }
        return answer(200, value)
      }
      const row = present(found, now())
      if (!row) return nobody
      const reader = readerOf(row, now())
      const consents = await Promise.all(reader.consents.map(withStatement))
      const value: ReaderAnswer = { reader: { ...reader, consents }, timeZone }
      return answer(200, value)
    },
    /** @param fields `{ address, action }`; see `createSuppressByAdmin` and `createEraseReader` */
    act: async (fields: Record<string, unknown>): Promise<Answer> => {
      const read = ReaderAction.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const { address, action } = read.data
      const done = await (action === 'erase' ? erase(address) : byAdmin[action](address))
      if (done.outcome === 'nobody') return nobody
      return noting(answer(200, { ...shown(done), timeZone }), { outcome: done.outcome })
    },
  }
}
export type Readers = ReturnType<typeof createReaders>

/** @returns a function from a body to the id of the reader whose address is in it, if one is */
export const createReaderIn =
  (idOf: ReaderIdOf) =>
  async (fields: Readonly<Record<string, unknown>>): Promise<string | undefined> => {
    const read = address.safeParse(fields.address)
    return read.success ? idOf(read.data) : undefined
  }
