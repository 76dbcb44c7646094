import { shorten } from '../../../functions/publication/shorten.ts'
import type { OutlinedArticle, SourceLine } from '../outline.ts'
import { bodyOf, firstWords, gist, longest, type Part, withoutReadOn } from './articles.ts'
import { authorIn } from './author.ts'
import { readEntryHead } from './entry-head.ts'
import { withoutMark } from './list-markers.ts'
import type { NewsletterText } from './newsletter-text.ts'
import { plainOf } from './plain-markdown.ts'

/**
 * Makes an article of a list entry: removes the marker and the title from its first line, and the same indentation from
 * the others.
 */
export const entryOf = (text: NewsletterText, part: Part): OutlinedArticle => {
  const rows = text.keptIn(part.from, part.to)
  const [first = part.from, ...others] = rows
  const { text: line, width } = withoutMark(text.lines[first]!)
  const head = readEntryHead(line, text.definitions)
  const inner = bodyOf(text, others).map((one) => ({ ...one, text: outdent(one.text, width) }))
  const title = shorten(head.title || firstWords(text, rows) || head.link?.title || '…', longest.title)
  const author = authorIn(head.rest)
  const isTitle = !head.title && isTitleLine(text, first, head.rest)
  if (isTitle) head.title = plainOf(head.rest)
  const said =
    isTitle || author || !head.rest
      ? []
      : [{ line: first + 1, text: head.rest }, ...gap(text, first, others[0])]
  const full = [...said, ...inner]
  const { length, link } = gist(text, full)
  const points = head.link ? { title: head.title || title, url: head.link.url } : link
  const kind =
    points && length <= (width > 0 && others.length < 8 ? longest.listed : longest.brief) ? 'brief' : 'full'
  return {
    startLine: first + 1,
    endLine: (rows.at(-1) ?? first) + 1,
    title,
    ...(head.label && { kicker: head.label }),
    ...part.place,
    kind,
    ...(author && { author }),
    links: points && (head.link || kind === 'brief') ? [points] : [],
    body:
      full.length === 0 && !points
        ? [{ line: first + 1, text: line }]
        : kind === 'brief' && !head.link
          ? withoutReadOn(text, full)
          : full,
  }
}

/** A short line, separated from the paragraphs below it by a blank line: `2. The harbour feast`. */
const isTitleLine = (text: NewsletterText, at: number, words: string): boolean =>
  text.kinds[at + 1] === 'blank' && plainOf(words).length <= 100 && /[\p{L}\p{N}]$/u.test(words.trim())

const gap = (text: NewsletterText, first: number, next: number | undefined): SourceLine[] =>
  next !== undefined && text.kinds[next - 1] === 'blank' && next > first + 1 ? [{ line: next, text: '' }] : []

const outdent = (line: string, width: number): string => {
  const space = /^[ \t]*/.exec(line)![0]
  const taken = space.startsWith('\t') ? 1 : Math.min(space.length, width)
  return line.slice(taken)
}
