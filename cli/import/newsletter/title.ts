import { shorten } from '../../../functions/publication/shorten.ts'
import { dayIn, westernDigits } from '../metadata-date.ts'
import type { Metadata } from '../metadata-fields.ts'
import type { Span } from '../outline.ts'
import { titleKey } from '../titles.ts'
import { isClosing, isContents, isGreeting, isNewsletterName, mayNameAnIssue } from './heading-vocabulary.ts'
import type { Heading } from './lines.ts'
import { numberIn, readName } from './name.ts'
import type { NewsletterText } from './newsletter-text.ts'
import { hasPicture, plainOf } from './plain-markdown.ts'

export type Titled = {
  title: string
  number?: number | undefined
  date?: string | undefined
  /** The lines of the title, and of a second heading that belongs to it. */
  spans: Span[]
  heading?: Heading | undefined
}

/**
 * Finds a newsletter's title: from its front matter, else the heading above all others, else a first line that looks
 * like a title, else the file name. That heading or line is removed from the text even if the front matter gives
 * another title.
 */
export const titleOf = (text: NewsletterText, metadata: Metadata, name: string): Titled => {
  const heading = titleHeading(text, metadata)
  const line = heading || metadata.title ? undefined : titleLine(text)
  const said = plainOf(heading?.raw ?? (line === undefined ? '' : text.lines[line]!))
  const file = readName(name)
  const given = metadata.title === undefined ? '' : plainOf(metadata.title)
  const title = shorten((given || said || file.title).replace(/[\s–—-]+$/, ''), 300) || file.title
  const span =
    heading ??
    (line === undefined
      ? undefined
      : { startLine: line + 1, endLine: line + (isFactLine(text, line + 1) ? 2 : 1) })
  const under = heading && secondHeading(text, heading)
  const sources = [
    title,
    said,
    plainOf(under?.raw ?? ''),
    ...shortLines(text, line === undefined ? ((under ?? span)?.endLine ?? text.from) : line + 1),
  ]
  const first = <Value>(read: (words: string) => Value | undefined) =>
    sources.map(read).find((value) => value !== undefined)
  const date = metadata.date ?? first(dayIn) ?? file.date
  return {
    title,
    number: metadata.number ?? first(numberIn) ?? (isDayOf(date, file.number) ? undefined : file.number),
    date,
    heading: under ?? heading,
    spans: [span, under]
      .filter((one) => one !== undefined)
      .map(({ startLine, endLine }) => ({ startLine, endLine })),
  }
}

/** A number such as 16 in `16-news` may be the day of the month, not an issue number. */
const isDayOf = (date: string | undefined, number: number | undefined): boolean =>
  date !== undefined && number !== undefined && Number(date.slice(8, 10)) === number

/**
 * A heading directly below the title that says which issue it is, such as `April 2024` or `Issue 12`, and has no
 * section of its own.
 */
const secondHeading = (text: NewsletterText, title: Heading): Heading | undefined => {
  const next = text.headings[text.headings.indexOf(title) + 1]
  if (!next || text.keptIn(title.endLine, next.startLine - 1).length > 0) return undefined
  const isFact = ({ raw }: Heading) => {
    const words = plainOf(raw)
    return (
      words.length <= 50 &&
      (numberIn(words) !== undefined || /(^|\D)(19|20)\d\d($|\D)/.test(westernDigits(words)))
    )
  }
  const others = text.headings.filter((one) => one !== next && one !== title && one.level === next.level)
  return isFact(next) && !others.some(isFact) ? next : undefined
}

/** Lines below the title that may give date and number. */
const shortLines = (text: NewsletterText, from: number): string[] =>
  text
    .keptIn(from, Math.min(from + 8, text.lines.length))
    .filter(
      (at) =>
        text.kinds[at] === 'text' &&
        text.lines[at]!.length <= 80 &&
        !/\]\(|^\s*[-*+]\s/.test(text.lines[at]!),
    )
    .slice(0, 2)
    .map((at) => plainOf(text.lines[at]!))

const titleHeading = (text: NewsletterText, metadata: Metadata): Heading | undefined => {
  const { headings } = text
  const at = headings.findIndex(({ raw }) => plainOf(raw) !== '')
  const first = headings[at]
  if (!first) return undefined
  const words = plainOf(first.raw)
  if (metadata.title !== undefined && titleKey(words) === titleKey(plainOf(metadata.title))) return first
  if (isContents(words)) return text.lateTitle()
  const top = text.top(first)
  const isAlone = top === 'alone'
  const named = mayNameAnIssue(words) || numberIn(words) !== undefined || dayIn(words) !== undefined
  const hasText =
    text.keptIn(first.endLine, (headings[at + 1]?.startLine ?? text.lines.length + 1) - 1).length > 0
  if (headings.length === 1) return first.level === 1 || !hasText || named ? first : undefined
  if (isAlone) return isClosing(words) ? undefined : first
  // With several headings of its level, it is the title if it names a newsletter or if nothing else could be.
  if (metadata.title !== undefined) return undefined
  const isName = isNewsletterName(words) && !headings.some(({ level }) => level < first.level)
  if (isName || (named && (!hasText || first.level === 1))) return first
  const second = headings[at + 1]
  const isAbove = !hasText && second?.level === first.level && first.level === 1
  return isAbove ? first : (text.lateTitle() ?? undefined)
}

/** A short line at the end of its paragraph that says which issue this is: `March 2024 | Volume 12, Issue 3`. */
const isFactLine = (text: NewsletterText, at: number): boolean => {
  const words = plainOf(text.lines[at] ?? '')
  return (
    words !== '' &&
    words.length <= 60 &&
    !/[.!?。！？]$/.test(words) &&
    (text.lines[at + 1] ?? '').trim() === '' &&
    (numberIn(words) !== undefined || dayIn(words) !== undefined)
  )
}

/** Whether what follows the line has headings of its own kind, as pieces of a newsletter do. */
const hasPieces = (text: NewsletterText, at: number): boolean =>
  text.headings.length >= 2 || text.boldLines().filter((one) => one > at).length >= 2

/** A title that is not a heading: a first line in bold, or a short one without a full stop that names a newsletter. */
const titleLine = (text: NewsletterText): number | undefined => {
  const at = text.keptIn(text.from, text.headings[0] ? text.headings[0].startLine - 1 : text.lines.length)[0]
  if (at === undefined || text.kinds[at] !== 'text') return undefined
  const line = text.lines[at]!.trim()
  const words = plainOf(line)
  const stands = (text.lines[at + 1] ?? '').trim() === '' || isFactLine(text, at + 1)
  if (!stands || line.length > 200 || !/\p{L}/u.test(words) || hasPicture(line)) return undefined
  const isNamed = mayNameAnIssue(words) || numberIn(words) !== undefined || dayIn(words) !== undefined
  const isBold = /^(\*\*|__)[^*]+(\*\*|__)$/.test(line) || /^<(b|strong)>[^<]*<\/\1>$/i.test(line)
  if (isBold) return isNamed || text.boldLines().length === 1 ? at : undefined
  const isShort =
    words.length <= 80 && !/[.!?。！？:：,，]$/.test(words) && !/^([-*+]|\d{1,3}[.)、])\s?/.test(line)
  const mayBeTitle = isNamed || (words.length <= 60 && !isGreeting(words) && hasPieces(text, at))
  return isShort && mayBeTitle && !line.includes('](') ? at : undefined
}
