import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { Publication } from '../publication/publication.ts'
import { defined } from '../runtime/defined.ts'
import {
  base64Of,
  type Import,
  ImportRequest,
  isOver,
  newImport,
  rowsKeyOf,
} from '../subscription/import/import-record.ts'
import type { ImportsTable } from '../subscription/import/imports.table.ts'
import { unpackPassedOver } from '../subscription/import/passed-over-rows.ts'
import type { Plan } from '../subscription/import/reading-plan.ts'
import { noCounts } from '../subscription/import/tally.ts'
import { type Answer, answer, noting, refuse } from './answer.ts'
import type { ImportAnswer, ImportRowsAnswer, ImportShown, ImportsAnswer } from './answers/imports.ts'
import { askedByMail, noConsent, startedImportFor, wantedImportFor } from './import-request-schema.ts'
import { problemsOf } from './schema-problems.ts'
import { checksumHeader } from './upload-checksum.ts'

export type ImportsDeps = {
  imports: Pick<ImportsTable, 'get' | 'all' | 'replace' | 'rows'>
  /** Makes an address to which one may PUT the file of an import for a while. @param sha256 of the file, in base64 */
  /** Of imports to work on. */
  queue: { send(messages: { import: string }[]): Promise<void> }
  signUpload: (id: string, sha256?: string) => Promise<string>
  publication: Publication
  /** Unix ms. */
  now: () => number
}

/** Of the list; nobody looks further back than this. */
const mostListed = 100
const attempts = 6

export const RowsQuery = z.strictObject({
  after: z.coerce
    .number('is no number')
    .int('is no whole number')
    .min(0, 'is less than 0')
    .optional()
    .meta({ description: 'The “next” of the page before; left out, the first page.' }),
})

/** Lists of readers from elsewhere, for admins: asking for an import, how far it is, and ending it. */
export const createImports = ({ imports, signUpload, queue, publication, now }: ImportsDeps) => {
  const { timeZone } = publication
  const WantedImport = wantedImportFor(publication)
  const StartedImport = startedImportFor(publication)

  const answerWith = async (status: number, record: Import): Promise<Answer> => {
    if (record.state !== 'waiting')
      return answer(status, { import: shown(record), timeZone } satisfies ImportAnswer)
    const sha256 = base64Of(record.file.sha256)
    const value: ImportAnswer = {
      import: shown(record),
      upload: await signUpload(record.id, sha256),
      ...(sha256 && { uploadHeaders: { [checksumHeader]: sha256 } }),
      timeZone,
    }
    return answer(status, value)
  }
  return {
    /** Asks for an import; asking the same again gives the same. @param by who asks */
    request: async (fields: Record<string, unknown>, by?: string): Promise<Answer> => {
      const read = WantedImport.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const wanted = newImport(read.data, now(), by)
      if ((await imports.replace(undefined, wanted)) === 'written')
        return noting(await answerWith(202, wanted), { after: { state: wanted.state } })
      const standing = await imports.get(wanted.id)
      // It was forgotten in this moment: its file never came.
      if (!standing)
        return refuse('try-again/just-ended', { message: `${wanted.id} has just ended: ask again` })
      if (standing.state === 'refused' || standing.state === 'cancelled')
        return refuse('name-taken', {
          field: 'id',
          message: `is that of an import that was ${standing.state}: choose another`,
        })
      if (isDeepStrictEqual(ImportRequest.parse(standing), read.data))
        return noting(await answerWith(200, standing), { outcome: 'already' })
      return refuse('name-taken', {
        field: 'id',
        message: `is that of another import, of ${standing.file.name} on ${standing.at.slice(0, 10)}: choose another`,
      })
    },

    /** The latest first. */
    all: async (): Promise<Answer> => {
      const found = await imports.all()
      const value: ImportsAnswer = { imports: found.slice(0, mostListed).map(shown), timeZone }
      return answer(200, value)
    },

    one: async (id: string): Promise<Answer> => {
      const record = await imports.get(id)
      if (!record) return noSuchImport(id)
      const value: ImportAnswer = { import: shown(record), timeZone }
      return answer(200, value)
    },

    /** @param query `after`: the `next` of the page before. Which rows were not imported, and why */
    rows: async (id: string, query: Record<string, string | undefined>): Promise<Answer> => {
      const read = RowsQuery.safeParse(query)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const record = await imports.get(id)
      if (!record) return noSuchImport(id)
      const { runs, next } = await imports.rows(rowsKeyOf(record), read.data.after)
      const value: ImportRowsAnswer = { rows: runs.flatMap(unpackPassedOver), ...defined({ next }) }
      return answer(200, value)
    },

    /**
     * Starts an import that was tried, or tries it once more. Asked again before its first row is read, it is the same, unless
     * it is asked for otherwise.
     */
    start: async (id: string, fields: Record<string, unknown>): Promise<Answer> => {
      const read = StartedImport.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const record = await imports.get(id)
      if (!record) return noSuchImport(id)
      const value = (standing: Import): ImportAnswer => ({ import: shown(standing), timeZone })
      const { trial, ...said } = read.data
      const isAgain = record.state === 'working' && !record.position && !record.trial === !trial
      if (isAgain) {
        if (!isDeepStrictEqual(wishesOf(started(record, said, trial)), wishesOf(record)))
          return refuse('not-possible/started-otherwise', { message: startedOtherwise(id) })
        await queue.send([{ import: id }])
        return noting(answer(200, value(record)), { outcome: 'already' })
      }
      if (!mayStart(record, trial))
        return refuse('not-possible/not-to-start', { message: notToStart(record) })
      const begun = started(record, said, trial)
      if (!trial && begun.consent === '') return refuse('not-valid', { field: 'consent', message: noConsent })
      if ((await imports.replace(record, begun)) !== 'written')
        return refuse('try-again/being-worked-on', { message: `${id} is being worked on: ask again` })
      // Before that, the worker would find nothing to do.
      await queue.send([{ import: id }])
      return noting(answer(202, value(begun)), {
        before: { state: record.state },
        after: { state: trial ? 'trial' : begun.state },
      })
    },

    /** Ends an import; whoever is a reader by then stays one. */
    cancel: async (id: string): Promise<Answer> => {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const record = await imports.get(id)
        if (!record) return noSuchImport(id)
        const { expires: _, ...rest } = record
        const after: Import = { ...rest, state: 'cancelled', endedAt: new Date(now()).toISOString() }
        const standing = isOver(record) ? record : after
        if (standing === record || (await imports.replace(record, after)) === 'written') {
          const value: ImportAnswer = { import: shown(standing), timeZone }
          const [before, after] = [{ state: record.state }, { state: standing.state }]
          return noting(answer(200, value), { before, after })
        }
      }
      return refuse('try-again/being-worked-on', { message: `${id} is being worked on: ask again` })
    },
  }
}
export type Imports = ReturnType<typeof createImports>

/** One that could not be read is tried once more, its columns named. */
const mayStart = ({ state, trial }: Import, again: boolean): boolean =>
  state === 'tried' || (again && state === 'refused' && trial === true)

/** What whoever starts an import may say. */
const wishesOf = ({ ask, consent, mapping, encoding, language, roles }: Import) =>
  defined({ ask, consent, mapping, encoding, language, roles })

const startedOtherwise = (id: string): string =>
  `${id} is started already, with other wishes: cancel it, and import the file anew`

const notToStart = ({ id, state, trial }: Import): string => {
  if (!trial) return `${id} is no trial: it is ${state}`
  return state === 'refused'
    ? `${id} cannot be imported as it was tried: try it once more`
    : `${id} is not tried yet, or not any more: it is ${state}`
}

/** A record as it stands before its first row. The file is that which was tried. */
const started = (
  { plan: _, position: __, problem: ___, endedAt: ____, trial: _____, expires, ...record }: Import,
  {
    ask = record.ask ?? false,
    consent,
    ...said
  }: Omit<z.infer<ReturnType<typeof startedImportFor>>, 'trial'>,
  trial: boolean,
): Import => {
  const { ask: ______, ...rest } = record
  return {
    ...rest,
    ...defined(said),
    consent: consent ?? (record.consent || (ask ? askedByMail : '')),
    state: 'working',
    counts: noCounts(),
    ...(ask && { ask }),
    ...(trial && { trial, triedBefore: (record.triedBefore ?? 0) + 1, ...defined({ expires }) }),
  }
}

const noSuchImport = (id: string): Answer =>
  refuse('not-found', {
    field: 'import',
    message: `There is no import ${id}; see all with: masthead readers imports`,
  })

/** Each column with what it is taken for. */
const columnsOf = ({ header = [], columns }: Plan): ImportShown['columns'] => {
  const fields = new Map(
    Object.entries(columns).flatMap(([field, places]) => places.map((at) => [at, field])),
  )
  return header.map((name, at) => ({ name, ...defined({ field: fields.get(at) }) }))
}

/** A record as an admin reads it: without what only the service needs. */
const shown = ({ plan, position, ...record }: Import): ImportShown => {
  const { id, file, consent, mapping, language, at, by, ask, asking, state, problem, counts, endedAt } =
    record
  const { trial, roles } = record
  return {
    id,
    file,
    consent,
    mapping,
    language,
    roles,
    at,
    ...defined({ by, ask, trial, asked: asking?.asked, columns: plan && columnsOf(plan) }),
    state,
    ...defined({ problem, service: plan?.service, encoding: plan?.shape.encoding ?? record.encoding }),
    bytesDone: state === 'done' || state === 'tried' ? file.size : (position?.byte ?? 0),
    counts,
    ...defined({ endedAt }),
  }
}
