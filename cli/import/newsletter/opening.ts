import type { Doubt, OutlinedArticle, OutlinedSection, Span } from '../outline.ts'
import { entryOf } from './article-of-entry.ts'
import { titleIn, unheaded } from './articles.ts'
import { introductionIn } from './introductions.ts'
import { saysOnlyWhich } from './issue-facts.ts'
import { type NewsletterText, spansOf } from './newsletter-text.ts'
import { isLabel } from './parts.ts'
import { plainOf } from './plain-markdown.ts'
import { splitEntries } from './split-entries.ts'
import { mostEntries, tooMany } from './split-lists.ts'

export type Opening = {
  sections: OutlinedSection[]
  articles: OutlinedArticle[]
  headings: Span[]
  frontMatter: Span[]
  doubts: Doubt[]
}

type Options = {
  /** The title and its position. */
  title: string
  spans: readonly Span[]
  language?: string | undefined
  /** The 0-based line of the first heading. */
  end: number
  /** Whether the newsletter has no headings. */
  isWhole: boolean
}

/**
 * Reads what comes before a newsletter's first heading: its introduction, which becomes an article unless it says
 * nothing but which issue this is. A newsletter without headings is read here entirely: as the entries of its list, or as one article.
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
  const isWhole = rows.every((at) => isFact(text, at, options.title))
  const facts = isWhole ? rows.length : leadingFacts(text, rows, options.title)
  opening.frontMatter.push(...spansOf(text, rows.slice(0, facts)))
  const first = rows[facts]
  if (first === undefined) return
  const title = introductionIn(options.language) ?? options.title
  const article = unheaded(text, title, { from: first, to, place: {} })
  if (article) opening.articles.push({ ...article, isIntroduction: true })
}

/** How many lines at the beginning are paragraphs of their own that say number or date. */
const leadingFacts = (text: NewsletterText, rows: readonly number[], title: string): number => {
  let count = 0
  for (const at of rows) {
    const isAlone = text.kinds[at] === 'text' && text.kinds[at + 1] === 'blank'
    if (!isAlone || plainOf(text.lines[at]!) === '' || !isFact(text, at, title)) break
    count++
  }
  return count
}

/** A picture or a list is none, though it has no words of its own. */
const isFact = (text: NewsletterText, at: number, title: string): boolean => {
  const line = text.lines[at]!
  return !/!\[|<img/i.test(line) && saysOnlyWhich(plainOf(line), title)
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
    else if (nth > 0 && !isLast && isLabel(text, rows, true)) {
      section = titleIn(text.lines[rows[0]!]!).replace(/\s*[:：]$/, '')
      opening.headings.push(...spansOf(text, rows))
      opening.sections.push({ title: section, subsections: [] })
    } else if (nth === 0) introduce(text, piece.from, piece.to, options, opening)
    else opening.articles.push(...[unheaded(text, undefined, part)].filter((one) => one !== undefined))
  }
}
