import { join } from 'node:path'
import type { SiteFile } from '../functions/edition/model/edition.ts'
import { pathOf } from '../functions/publication/language.ts'
import type { LocalEdition } from './editions.ts'

/** A file that `masthead build` writes, by its path in the folder. */
export type OutFile = [path: string, body: string | Uint8Array]

/** An edition as files to look at: the digest, and the site below `site/`. */
export const editionFiles = ({ language, html, text, files }: LocalEdition): OutFile[] => [
  [join(pathOf(language), 'digest.html'), html],
  [join(pathOf(language), 'digest.txt'), text],
  ...files.map(siteFile),
]

export const siteFile = ({ path, body }: SiteFile): OutFile => [join('site', path), body]
