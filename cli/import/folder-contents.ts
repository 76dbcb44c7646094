import { posix } from 'node:path'
import { decoded } from './folder-links.ts'
import { withoutClosing } from './scan.ts'
import { plainTitle } from './titles.ts'

/** One file of a folder, with what the table of contents says about it. */
export type FolderEntry = { path: string; title?: string; section?: string; subsection?: string }

const longest = 4_000
const link = /^\[([^\]]*)\]\(<?([^)>#]*?)(?:#[^)>]*)?>?(?:\s+"[^"]*")?\)$/

/**
 * Reads `SUMMARY.md` of mdBook and GitBook: headings and entries without a link are sections, nested entries belong to
 * the one above.
 */
export const readSummary = (text: string): FolderEntry[] => {
  const entries: FolderEntry[] = []
  let part: string | undefined
  let open: { indent: number; title: string }[] = []
  for (const line of text.split('\n')) {
    // Entries are never this long, and the patterns take time quadratic in the length of a line.
    if (line.length > longest) continue
    const [, marked] = /^#{1,6}[ \t](.*)$/.exec(line) ?? []
    if (marked !== undefined) {
      const heading = withoutClosing(marked)
      part = /^(summary|contents|table of contents|目录)$/i.test(heading) ? undefined : plainTitle(heading)
      open = []
      continue
    }
    const [, indent = '', words] = /^(\s*)(?:[-*+]|\d+[.)])?\s*(\S.*)$/.exec(line.trimEnd()) ?? []
    if (!words || /^-+$/.test(words)) continue
    open = open.filter((one) => one.indent < indent.length)
    const [, title = '', path = ''] = link.exec(words) ?? []
    const [section, subsection] = [part, ...open.map((one) => one.title)].filter((one) => one !== undefined)
    if (/\.(md|markdown)$/i.test(path))
      entries.push({
        path: posix.normalize(decoded(path)).replace(/^\.?\//, ''),
        ...(title && { title: plainTitle(title) }),
        ...(section && { section }),
        ...(subsection && { subsection }),
      })
    if (words) open.push({ indent: indent.length, title: plainTitle(title || words) })
  }
  return entries
}

/** For a folder without `SUMMARY.md`: files in order of path, with the name of their folder as section. */
export const guessContents = (paths: readonly string[]): FolderEntry[] =>
  paths
    .filter((path) => /\.(md|markdown)$/i.test(path) && !/^(summary|readme)\.md$/i.test(posix.basename(path)))
    .map((path) => {
      const folder = path.split('/').slice(0, -1)
      const name = folder
        .at(-1)
        ?.replace(/^\d+[-_. ]*/, '')
        .replace(/[-_]+/g, ' ')
        .trim()
      return { path, ...(name && { section: name }) }
    })
