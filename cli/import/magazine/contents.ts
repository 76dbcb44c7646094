import type { OutlinedSection, Span } from '../outline.ts'
import { headingOf, type ScannedLine } from '../scan.ts'
import { plainTitle } from '../titles.ts'

/** An article as listed in a table of contents. */
export type ContentsEntry = {
  title: string
  page: number
  line: number
  section?: string | undefined
  subsection?: string | undefined
}

export type Contents = Span & { entries: ContentsEntry[]; sections: OutlinedSection[] }

/**
 * An entry has a list marker, or dots or a tab before its page number; a number at the end of a line is not enough,
 * since prose may end in one.
 */
const listed = /^\s*(?:[-*+•]|\d{1,3}[.)、])\s+(.*\S)[\s.…·]+(\d{1,4})$/
const led = /^\s*(\S.*?)(?:\s*[.…·]{3,}\s*|\t+)(\d{1,4})$/
const fewest = 3
/** More than any magazine has. Each entry is searched for in the whole text, so the time would grow quadratically. */
const most = 400
/** Printed titles are never this long, and the patterns above take time quadratic in the length of a line. */
const longest = 500

/**
 * Finds a printed table of contents: a run of entries whose page numbers do not decrease, under section headings.
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
    // An entry may be split, with its page number on the next line, which is then indented or bare.
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

/** The first run of entries whose page numbers do not decrease and that have no prose between them. */
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

/** The largest distance between two entries, in lines: headings and blank lines may be between them. */
const farthest = 12

/** A table of contents starts with the headings directly above its first entry. */
const startOf = (lines: readonly ScannedLine[], first: number): number => {
  let from = first
  for (let at = first - 1; at >= 0; at -= 1) {
    const { kind, text } = lines[at]!
    if (kind === 'heading' || /^\s*(目\s*录|contents)\s*$/i.test(text)) from = at
    else if (kind !== 'blank') break
  }
  return from
}

/** Tells which headings in the table of contents are sections and which subsections. */
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
