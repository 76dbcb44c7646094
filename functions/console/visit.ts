import type { Caller } from '../access/caller.ts'
import type { Publication } from '../publication/publication.ts'
import type { Html } from '../web/html.ts'
import type { CallApi } from './calls.ts'
import type { Format } from './frame/format.ts'
import type { UploadFile } from './readers/import/upload-file.store.ts'
import type { ConsoleWords } from './words/en.ts'
import type { ConsoleLanguage } from './words/languages.ts'

/** What a page knows of a request, whoever it is by. */
export type Visited = {
  query: Readonly<Record<string, string | undefined>>
  fields: Readonly<Record<string, unknown>>
  publication: Publication
  siteUrl: string
  language: ConsoleLanguage
  words: ConsoleWords
  format: Format
  /** Unix ms. */
  now: number
}

/** A request by somebody who is signed in. `id`: what stands in the path. */
export type Visit = Visited & { id: string; who: Caller; call: CallApi; uploadFile: UploadFile }

/**
 * A page; `status` where it is not 200; `head`: more elements of that. `isStale`: a part of it was asked for, and the page that
 * asks is to be fetched anew as a whole.
 */
export type Shown = { title: string; main: Html; status?: number; head?: Html; isStale?: boolean }
/** What a form was answered with: another page, to be fetched. */
export type Moved = { to: string }

/** A mail alone, for a frame: HTML as a mail program gets it. */
export type Mail = { mail: string }

export type Answerer = (visit: Visit) => Promise<Shown | Moved | Mail>

/** A text that a form sent, without what surrounds it. */
export const textOf = (fields: Visit['fields'], name: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value.trim() : ''
}
