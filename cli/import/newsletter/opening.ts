import type { Doubt, OutlinedArticle, OutlinedSection, Span } from '../outline.ts'
import { titleIn, unheaded } from './articles.ts'
import { type NewsletterText, spansOf } from './chunks.ts'
import { splitEntries } from './entries.ts'
import { introductionIn } from './introductions.ts'
import { entryOf } from './listed.ts'
import { isLabel } from './parts.ts'
import { mostEntries, tooMany } from './split-lists.ts'
import { plainOf, weightOf } from './text.ts'

export type Opening = {
  sections: OutlinedSection[]
  articles: OutlinedArticle[]
  headings: Span[]
  frontMatter: Span[]
  doubts: Doubt[]
}

type Options = {
  /** The title, and where it stands. */
  title: string
  spans: readonly Span[]
  language?: string | undefined
  /** Where the first heading stands: a line's index. */
  end: number
  /** Whether the newsletter has no headings. */
  isWhole: boolean
}

/** Less than this is a greeting, not an introduction. */
const short = { lines: 2, characters: 100 }

/**
 * Reads what stands before a newsletter's first heading: its introduction, an article when it is more than a greeting.
 * In a newsletter without headings that is all of it: the entries of its list, or one article.
 */
export const openingOf = (text: NewsletterText, options: Options): Opening => {
  const { spans, end, isWhole } = options
  const opening: Opening = { sections: [], articles: [], headings: [], frontMatter: [...spans], doubts: [] }
  const before = spans[0] ? Math.min(spans[0].startLine - 1, end) : text.from
  introduce(text, text.from, before, options, opening)
  const from = Math.max(spans.at(-1)?.endLine ?? 0, text.from)
  if (!isWhole) introduce(text, from, end, options, opening)
  else whole(text, from, end, options, opening)
  return opening
}

const introduce = (
  text: NewsletterText,
  from: number,
  to: number,
  options: Options,
  opening: Opening,
): void => {
  const rows = text.keptIn(from, to)
  const prose = rows.map((at) => weightOf(plainOf(text.lines[at]!))).filter((length) => length > 0)
  const size = prose.reduce((sum, length) => sum + length, 0)
  if (prose.length <= short.lines && size <= short.characters)
    opening.frontMatter.push(...spansOf(text, rows))
  else {
    const title = introductionIn(options.language) ?? options.title
    opening.articles.push(
      ...[unheaded(text, title, { from, to, place: {} })].filter((one) => one !== undefined),
    )
  }
}

const whole = (text: NewsletterText, from: number, to: number, options: Options, opening: Opening): void => {
  const split = splitEntries(text, from, to, { fewest: 2, strict: false })
  if (split && split.entries > mostEntries)
    opening.doubts.push({ line: from + 1, what: tooMany(split.entries) })
  if (!split || split.entries > mostEntries) {
    const article = unheaded(text, options.title, { from, to, place: {} })
    if (article) opening.articles.push({ ...article, kind: 'full', links: [] })
    return
  }
  let section: string | undefined
  for (const [nth, piece] of split.pieces.entries()) {
    const rows = text.keptIn(piece.from, piece.to)
    const isLast = nth === split.pieces.length - 1
    const part = { ...piece, place: section === undefined ? {} : { section } }
    if (piece.kind === 'entry') opening.articles.push(entryOf(text, part))
    else if (nth > 0 && !isLast && isLabel(text, rows, 80)) {
      section = titleIn(text.lines[rows[0]!]!).replace(/\s*[:：]$/, '')
      opening.headings.push(...spansOf(text, rows))
      opening.sections.push({ title: section, subsections: [] })
    } else if (nth === 0) introduce(text, piece.from, piece.to, options, opening)
    else opening.articles.push(...[unheaded(text, undefined, part)].filter((one) => one !== undefined))
  }
}
