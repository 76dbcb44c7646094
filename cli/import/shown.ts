import { authorIn } from './newsletter/author.ts'
import { plainOf } from './newsletter/plain-markdown.ts'
import type { Outline } from './outline.ts'
import type { Document } from './report.ts'

/** What readers see of an article: title, labels and summary as plain text, and its body in Markdown. */
export type Shown = { plain: readonly string[]; markdown: string }

/** Repairs take a mark or a word off a line; one of which less than this is shown was lost. */
const enough = 0.8

/**
 * Finds lines of articles and headings whose words are shown nowhere: neither in their article, nor as the title of a
 * section. Takes linear time.
 * @param texts in the order of the outline's articles
 * @returns 1-based lines by source; lines that a doubt or what was left out names are not among them
 */
export const unshownLines = (
  documents: readonly Document[],
  { issue, articles, sections, headings, dropped, doubts }: Outline,
  texts: readonly Shown[],
): Map<string | undefined, Set<number>> => {
  const titles = new Set(
    [
      issue.title ?? '',
      ...sections.flatMap(({ title, tagline = '', subsections }) => [title, tagline, ...subsections]),
    ].flatMap((title) => piecesOf(title)),
  )
  const named = articles.flatMap(({ section = '', subsection = '' }) => [section, subsection])
  for (const name of new Set(named)) for (const piece of piecesOf(name)) titles.add(piece)
  const unshown = new Map<string | undefined, Set<number>>()
  for (const { source, text } of documents) {
    const lines = text.split('\n')
    const told = new Uint8Array(lines.length + 1)
    for (const one of dropped)
      if (one.source === source) told.fill(1, one.line, (one.endLine ?? one.line) + 1)
    for (const one of doubts) if (one.source === source) told[one.line] = 1
    const lost = new Set<number>()
    const look = (startLine: number, endLine: number, own: ReadonlySet<string>) => {
      for (let at = startLine; at <= endLine; at++)
        if (!told[at] && !isShown(lines[at - 1] ?? '', own, titles)) lost.add(at)
    }
    for (const one of headings) if (one.source === source) look(one.startLine, one.endLine, titles)
    articles.forEach((one, nth) => {
      if (one.source !== source) return
      const { plain, markdown } = texts[nth]!
      const own = new Set([
        ...plain.flatMap(piecesOf),
        ...linesOf(markdown).flatMap((line) => piecesOf(plainOf(line))),
      ])
      // A file of a folder begins with its front matter and its title.
      look(source === undefined ? one.startLine : (one.body[0]?.line ?? one.endLine + 1), one.endLine, own)
    })
    unshown.set(source, lost)
  }
  return unshown
}

const isShown = (line: string, own: ReadonlySet<string>, titles: ReadonlySet<string>): boolean => {
  if (line.length > longest) return true
  const pieces = piecesOf(authorIn(line) ?? plainOf(withoutTags(line)))
  const found = pieces.filter((piece) => own.has(piece) || titles.has(piece)).length
  return found >= pieces.length * enough
}

/** Longer lines are no writing of anybody's, and only their beginnings would be read. */
const longest = 4_000

const linesOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => line.match(new RegExp(`[\\s\\S]{1,${longest}}`, 'g')) ?? [])

/** Parts of tags that go over several lines, and definitions of links, which have no words. */
const withoutTags = (line: string): string =>
  line
    .replace(/^[^<>]{0,500}["'/]>/, '')
    .replace(/<[a-z/][^<>]{0,500}$/i, '')
    .replace(/[\w:-]{1,40}=("[^"]{0,500}"|'[^']{0,500}')/g, '')
    .replace(/^\s{0,3}\[[^\]]{1,200}\]:\s*\S+(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\))\s*$)?/, '')
    .replace(/https?:\/\/[^\s)>\]]+/g, '')

/** Words, and pairs of Chinese or Japanese letters. Numbers and marks of lists do not count. */
const piecesOf = (text: string): string[] =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).flatMap((word) => {
    if (!/\p{L}/u.test(word)) return []
    if (!/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word)) return [word]
    const letters = [...word]
    return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
  })
