import { shorten } from '../../../functions/publication/shorten.ts'
import type { OutlinedArticle, SourceLine } from '../outline.ts'
import { authorIn } from './author.ts'
import { isReadOn } from './line-vocabulary.ts'
import { withoutMark } from './list-markers.ts'
import type { NewsletterText } from './newsletter-text.ts'
import { type Link, linksIn, plainOf } from './plain-markdown.ts'

/** The section and subsection of an article. */
export type Place = Pick<OutlinedArticle, 'section' | 'subsection'>

export const longest = { title: 300, firstWords: 60, brief: 280, listed: 600, tagline: 120 }

/** A heading's title: `Name ([website](https://a.example/))` becomes Name. */
export const titleIn = (raw: string): string =>
  shorten(plainOf(raw.replace(/(\S)\s+\(\[[^[\]]{1,20}\]\([^()\s]{1,1000}\)\)\s*$/, '$1')), longest.title)

/** The first words of a text, as its title. */
export const firstWords = (text: NewsletterText, rows: readonly number[]): string => {
  for (const at of rows) {
    const words = plainOf(withoutMark(text.lines[at]!).text.replace(/^\s{0,3}[>#|]+\s*/, ''))
    const said = words.replace(/[\s:：–—-]*https?:\/\/\S+$/, '') || words
    if (/[\p{L}\p{N}]/u.test(said)) return shorten(said, longest.firstWords)
  }
  return ''
}

/**
 * An article's body: from the first to the last of the given lines, without dropped ones, but with blank ones between.
 */
export const bodyOf = (text: NewsletterText, rows: readonly number[]): SourceLine[] => {
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return []
  const body: SourceLine[] = []
  for (let at = first; at <= last; at++)
    if (!text.dropped.has(at)) body.push({ line: at + 1, text: text.lines[at]! })
  return body
}

/** The length of a body in plain text, up to the limit that makes it a brief, and its first link. */
export const gist = (
  text: NewsletterText,
  body: readonly SourceLine[],
): { length: number; link?: Link | undefined } => {
  let length = 0
  let link: Link | undefined
  for (const line of body) {
    length += plainOf(line.text).length
    const [found] = link ? [] : linksIn(line.text, text.definitions)
    if (found) link = { title: found.title, url: found.url }
    if (length > longest.listed) break
  }
  return { length, link }
}

const readOnLink = /(?:^|\s)\[([^[\]]{1,60})\]\(<?([^()\s<>]{1,1500})>?\)[.。]?\s*$/

/**
 * The text of a brief without the link at its end that only says where to read on: the brief itself leads there. It
 * stays where it is all that is said, or where there are other links.
 */
export const withoutReadOn = ({ definitions }: NewsletterText, body: readonly SourceLine[]): SourceLine[] => {
  const at = body.findLastIndex(({ text }) => text.trim() !== '')
  const [whole = '', words = '', url = ''] = readOnLink.exec(body[at]?.text.slice(-2_000) ?? '') ?? []
  const isOnly = body.reduce((sum, { text }) => sum + linksIn(text, definitions).length, 0) === 1
  if (!isReadOn(words) || !isOnly || !/^https?:/i.test(url)) return [...body]
  const rest = body[at]!.text.slice(0, -whole.length)
  const said = [...body.slice(0, at).map(({ text }) => text), rest]
  return said.some((text) => /[\p{L}\p{N}]/u.test(plainOf(text)))
    ? body.with(at, { ...body[at]!, text: rest })
    : [...body]
}

/** A run of lines and its section. 0-based indices, `to` exclusive. */
export type Part = { from: number; to: number; place: Place }

/** Makes an article of a heading and the text below it. */
export const headed = (
  text: NewsletterText,
  heading: { startLine: number; endLine: number; raw: string; title: string },
  part: Part,
): OutlinedArticle => {
  const rows = text.keptIn(part.from, part.to)
  const author =
    rows[0] === undefined || text.kinds[rows[0]] !== 'text' ? undefined : authorIn(text.lines[rows[0]]!)
  const body = bodyOf(text, author ? rows.slice(1) : rows)
  const { length, link } = gist(text, body)
  const own = linksIn(heading.raw, text.definitions)[0]
  const points = own ? { title: heading.title, url: own.url } : link
  const kind = points && length <= longest.brief && !isSetApart(text, rows) ? 'brief' : 'full'
  return {
    startLine: heading.startLine,
    endLine: rows.length > 0 ? rows.at(-1)! + 1 : heading.endLine,
    title: heading.title,
    ...part.place,
    kind,
    ...(author && { author }),
    links: points && (own || kind === 'brief') ? [points] : [],
    body: kind === 'brief' && !own ? withoutReadOn(text, body) : body,
  }
}

/** Whether a text has code or tables; then it is never a brief. */
const isSetApart = (text: NewsletterText, rows: readonly number[]): boolean =>
  rows.some((at) => text.kinds[at] === 'hidden' && /^\s*(```|~~~|<table)/.test(text.lines[at]!))

/** Makes an article of prose without its own heading, titled by its surroundings or its first words. */
export const unheaded = (
  text: NewsletterText,
  title: string | undefined,
  part: Part,
): OutlinedArticle | undefined => {
  const rows = text.keptIn(part.from, part.to)
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const body = bodyOf(text, rows)
  const { length, link } = gist(text, body)
  const kind =
    link && title === undefined && length <= longest.brief && !isSetApart(text, rows) ? 'brief' : 'full'
  return {
    startLine: first + 1,
    endLine: last + 1,
    title: title || firstWords(text, rows) || link?.title || '…',
    ...part.place,
    kind,
    links: link && kind === 'brief' ? [link] : [],
    body: kind === 'brief' ? withoutReadOn(text, body) : body,
  }
}
