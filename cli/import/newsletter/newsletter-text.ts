import type { Span } from '../outline.ts'
import type { Heading, LineKind } from './lines.ts'
import type { Definitions } from './plain-markdown.ts'

/** A newsletter's lines and what is known about each. Indices are 0-based, ends exclusive. */
export type NewsletterText = {
  lines: readonly string[]
  kinds: LineKind[]
  headings: readonly Heading[]
  dropped: Map<number, string>
  definitions: Definitions
  /** The first line after the front matter. */
  from: number
  /** The lines from `from` to `to` that are neither blank nor dropped. */
  keptIn(from: number, to: number): number[]
  /** Whether no other heading has the same or a higher level. */
  top(heading: Heading): 'alone' | 'one of several'
  /** The only first-level heading, if nothing but a few lines comes before it. */
  lateTitle(): Heading | undefined
  /** Lines that are entirely bold and start a paragraph. */
  boldLines(): number[]
}

export const newsletterText = (
  known: Pick<NewsletterText, 'lines' | 'kinds' | 'headings' | 'dropped' | 'definitions' | 'from'>,
): NewsletterText => {
  const { lines, kinds, headings, dropped } = known
  const keptIn = (from: number, to: number): number[] => {
    const found: number[] = []
    for (let at = from; at < to && at < lines.length; at++)
      if (kinds[at] !== 'blank' && !dropped.has(at)) found.push(at)
    return found
  }
  const lateTitle = () => {
    const [only, other] = headings.filter(({ level }) => level === 1)
    if (!only || other || headings.indexOf(only) > 2) return undefined
    return keptIn(known.from, only.startLine - 1).filter((at) => kinds[at] === 'text').length <= 2
      ? only
      : undefined
  }
  return {
    ...known,
    keptIn,
    top: (heading) =>
      headings.some((one) => one !== heading && one.level <= heading.level) ? 'one of several' : 'alone',
    lateTitle,
    boldLines: () => boldLines(lines, kinds, dropped),
  }
}

const bold =
  /^\s{0,3}(?:\*\*(?!\s)(?:[^*]|\*(?!\*)){1,200}\*\*|__(?!\s)[^_]{1,200}__|<(b|strong)>[^<]{1,200}<\/\1>)[:：]?\s*(?:<br\s*\/?>)?\s*$/i

const boldLines = (
  lines: readonly string[],
  kinds: readonly LineKind[],
  dropped: ReadonlyMap<number, string>,
): number[] => kinds.flatMap((_, at) => (isBoldLine({ lines, kinds, dropped }, at) ? [at] : []))

/** Whether a line is entirely bold and starts a paragraph. */
export const isBoldLine = (
  {
    lines,
    kinds,
    dropped,
  }: { lines: readonly string[]; kinds: readonly LineKind[]; dropped: ReadonlyMap<number, string> },
  at: number,
): boolean => {
  const isApart = kinds[at] === 'text' && !dropped.has(at) && (at === 0 || kinds[at - 1] !== 'text')
  return isApart && lines[at]!.length < 500 && bold.test(lines[at]!) && !/[.。,，]\W{0,3}$/.test(lines[at]!)
}

/** A short line all in capitals. */
const isShouted = (line: string): boolean =>
  line.length < 100 &&
  /\p{Lu}{3}/u.test(line) &&
  !/\p{Ll}/u.test(line) &&
  !/[.;,]\s*$|\[|\]|https?:/.test(line)

/** A heading in plain-text mail: `■ Title`, `【Title】`, `📌 Title`. */
const isMarked = (line: string): boolean =>
  line.length < 80 &&
  /^\s{0,3}(?:[■□◆◇●○★☆▼▽▶►◎▪#＃]\s*|\p{Extended_Pictographic}\uFE0F?\s*|【)[\p{L}\p{N}]/u.test(line) &&
  !/[.。,，;；]\s*$|\]\(|https?:/.test(line)

/**
 * Lines that serve as headings in a newsletter without any: bold, in capitals, or with a leading symbol. A single one
 * does not count.
 * @param from where the title ends
 */
export const headingsByLook = (text: NewsletterText, from: number): Heading[] => {
  const apart = text
    .keptIn(from, text.lines.length)
    .filter((at) => text.kinds[at] === 'text' && (at === 0 || text.kinds[at - 1] === 'blank'))
  const looks = [
    text.boldLines().filter((at) => at >= from),
    apart.filter((at) => isShouted(text.lines[at]!)),
    apart.filter((at) => isMarked(text.lines[at]!)),
  ]
  const found = looks.find(({ length }) => length >= 2) ?? []
  return found.map((at) => ({ startLine: at + 1, endLine: at + 1, level: 2, raw: wordsOf(text.lines[at]!) }))
}

const wordsOf = (line: string): string =>
  line
    .trim()
    .replace(/^[■□◆◇●○★☆▼▽▶►◎▪＃]\s*|^【(.*)】$/gu, '$1')
    .replace(/[:：]\s*$/, '')
    .replace(/[:：](\*\*|__)$/, '$1')

/** A heading and the lines up to the next one. `from` is the first line after the heading, `to` is exclusive. */
export type Chunk = {
  heading: Heading
  /** 1 for a heading with none above it, whatever its level. */
  depth: number
  from: number
  to: number
  isLeaf: boolean
}

/**
 * Splits a text at its headings. Skipped levels do not count: a heading is one deeper than the last heading of a higher
 * level.
 */
export const chunksOf = (headings: readonly Heading[], end: number): Chunk[] => {
  const above: number[] = []
  return headings.map((heading, at) => {
    while (above.length > 0 && above.at(-1)! >= heading.level) above.pop()
    above.push(heading.level)
    const next = headings[at + 1]
    return {
      heading,
      depth: above.length,
      from: heading.endLine,
      to: next ? next.startLine - 1 : end,
      isLeaf: !next || next.level <= heading.level,
    }
  })
}

/** Groups lines that are separated by nothing but blank lines. */
export const spansOf = ({ kinds }: NewsletterText, rows: readonly number[]): Span[] => {
  const spans: Span[] = []
  for (const at of rows) {
    const last = spans.at(-1)
    const isNext = last && kinds.slice(last.endLine, at).every((kind) => kind === 'blank')
    if (isNext) last.endLine = at + 1
    else spans.push({ startLine: at + 1, endLine: at + 1 })
  }
  return spans
}
