import type { OutlinedSection, Span } from '../outline.ts'
import { headingOf, type ScannedLine } from '../scan.ts'
import { plainTitle } from '../titles.ts'

/** One article as a table of contents announces it. */
export type ContentsEntry = {
  title: string
  page: number
  line: number
  section?: string | undefined
  subsection?: string | undefined
}

export type Contents = Span & { entries: ContentsEntry[]; sections: OutlinedSection[] }

/** An entry is marked as one of a list, or its page is set apart by dots or a tab: prose may end in a number, too. */
const listed = /^\s*(?:[-*+•]|\d{1,3}[.)、])\s+(.*\S)[\s.…·]+(\d{1,4})$/
const led = /^\s*(\S.*?)(?:\s*[.…·]{3,}\s*|\t+)(\d{1,4})$/
const fewest = 3
/** Each entry is looked for in the whole text: more than any magazine has would take time by the square of the document. */
const most = 400
/** No title in print is as long; the time of the patterns above grows with the square of a line. */
const longest = 500

/**
 * Finds a printed table of contents: a run of entries with page numbers that do not fall, under the headings of sections.
 * @returns undefined when the document has none
 */
export const findContents = (lines: readonly ScannedLine[]): Contents | undefined => {
  const entries = runOf(entriesIn(lines))
  const [first, last] = [entries[0], entries.at(-1)]
  if (!first || !last || entries.length < fewest || entries.length > most) return undefined
  const at = (line: number) => lines.findIndex((one) => one.line === line)
  const from = startOf(lines, at(first.line))
  return { ...within(lines.slice(from, at(last.line) + 1), entries), endLine: last.line }
}

const entriesIn = (lines: readonly ScannedLine[]): { title: string; page: number; line: number }[] =>
  lines.flatMap(({ kind, text, line }, at) => {
    if (kind !== 'text' && kind !== 'row') return []
    const trimmed = text.trimEnd()
    const whole = entryOf(trimmed)
    if (whole) return { ...whole, line }
    // An entry may be cut: its page stands on the next line, which is then indented or bare.
    const next = lines[at + 1]
    const isCut = /^\s*[-*+•]\s+\S/.test(trimmed) && next?.kind === 'text' && !/^\s*[-*+•]/.test(next.text)
    const joined = isCut ? entryOf(`${trimmed} ${next.text.trim()}`) : undefined
    return joined ? { ...joined, line: next!.line } : []
  })

const entryOf = (text: string): { title: string; page: number } | undefined => {
  if (text.length > longest) return undefined
  const [, title, page] = listed.exec(text) ?? led.exec(text) ?? []
  return title && page ? { title: plainTitle(title), page: Number(page) } : undefined
}

/** The first run of entries whose pages do not fall and between which stands no prose. */
const runOf = <Entry extends { page: number; line: number }>(entries: Entry[]): Entry[] => {
  let run: Entry[] = []
  for (const entry of entries) {
    const last = run.at(-1)
    if (!last || (entry.page >= last.page && entry.line - last.line <= farthest)) run.push(entry)
    else if (run.length >= fewest) return run
    else run = [entry]
  }
  return run
}

/** Two entries may be parted by headings and blank lines. */
const farthest = 12

/** A table of contents begins with the headings right above its first entry. */
const startOf = (lines: readonly ScannedLine[], first: number): number => {
  let from = first
  for (let at = first - 1; at >= 0; at -= 1) {
    const { kind, text } = lines[at]!
    if (kind === 'heading' || /^\s*(目\s*录|contents)\s*$/i.test(text)) from = at
    else if (kind !== 'blank') break
  }
  return from
}

/** Which headings of it are sections, and which are parts of one. */
const within = (
  lines: readonly ScannedLine[],
  entries: readonly { title: string; page: number; line: number }[],
): Omit<Contents, 'endLine'> => {
  const sections: OutlinedSection[] = []
  const placed: ContentsEntry[] = []
  const levels = lines.flatMap(({ kind, text }) => (kind === 'heading' ? headingOf(text).level : []))
  const counts = new Map<number, number>()
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1)
  const repeated = [...counts].filter(([, count]) => count > 1 || levels.length === 1)
  const top = Math.min(...repeated.map(([level]) => level))
  const byLine = new Map(entries.map((one) => [one.line, one]))
  let subsection: string | undefined
  for (const { kind, text, line } of lines) {
    const entry = byLine.get(line)
    if (entry) placed.push({ ...entry, section: sections.at(-1)?.title, subsection })
    if (kind !== 'heading') continue
    const { level, words } = headingOf(text)
    const [, number, title = ''] =
      /^(\d{1,3}|[一二三四五六七八九十]+)?[\s.、:：]*(.*)$/.exec(plainTitle(words)) ?? []
    if (isContentsWord(title)) continue
    if (level > top && sections.length > 0) {
      subsection = title
      sections.at(-1)!.subsections.push(title)
    } else {
      subsection = undefined
      sections.push({ ...(number && { number }), title, subsections: [] })
    }
  }
  const named = new Set(placed.map(({ section }) => section))
  const used = sections.filter(({ title }) => named.has(title))
  return { startLine: lines[0]!.line, entries: placed, sections: used }
}

const isContentsWord = (title: string): boolean =>
  /^(目\s*录|(table of )?contents|in this issue)$/i.test(title)
