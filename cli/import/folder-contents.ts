import { posix } from 'node:path'
import { withoutClosing } from './scan.ts'
import { plainTitle } from './titles.ts'

/** One file of a folder, in the order of its contents. */
export type FolderEntry = { path: string; title?: string; section?: string; subsection?: string }

const longest = 4_000
const link = /^\[([^\]]*)\]\(<?([^)>#]*?)(?:#[^)>]*)?>?(?:\s+"[^"]*")?\)$/

/**
 * Reads `SUMMARY.md`, as mdBook and GitBook have it: headings and entries without a link are sections, entries under
 * another belong to it.
 */
export const readSummary = (text: string): FolderEntry[] => {
  const entries: FolderEntry[] = []
  let part: string | undefined
  let open: { indent: number; title: string }[] = []
  for (const line of text.split('\n')) {
    // No entry is as long; the time of the patterns grows with the square of a line.
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

/** A path as it is written in an address; one with a broken escape is itself. */
const decoded = (path: string): string => {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** Without contents: files in the order of their paths, those of a folder under its name. */
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
