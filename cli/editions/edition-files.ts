import { join } from 'node:path'
import type { SiteFile } from '../../functions/edition/model/edition.ts'
import { pathOf } from '../../functions/publication/language.ts'
import type { LocalEdition } from './editions.ts'

/** A file that `masthead build` writes, by its path in the folder. */
export type OutFile = [path: string, body: string | Uint8Array]

/**
 * An edition as files to look at: the digest, and the site below `site/`.
 * @param site the origin that the digest's addresses begin with; what they lead to among the files is shown from disk
 */
export const editionFiles = async (
  { language, html, text, files, book }: LocalEdition,
  site: string,
): Promise<OutFile[]> => [
  [join(pathOf(language), 'digest.html'), fromDisk(html, site, files)],
  [join(pathOf(language), 'digest.txt'), text],
  ...[...files, await book()].map(siteFile),
]

/** A digest that refers to the pictures and pages beside it, so that it shows them when opened by a double-click. */
const fromDisk = (html: string, site: string, files: readonly SiteFile[]): string => {
  const known = new Set(files.map(({ path }) => path))
  return html.replaceAll(/(?<==")([^"#?]+)(?=[#?"])/g, (address) => {
    if (!address.startsWith(`${site}/`)) return address
    const path = address.slice(site.length + 1).replace(/(^|\/)$/, '$1index.html')
    return known.has(decodeURI(path)) ? `../site/${path}` : address
  })
}

export const siteFile = ({ path, body }: SiteFile): OutFile => [join('site', path), body]
