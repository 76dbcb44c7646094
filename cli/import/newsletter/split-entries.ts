import { type EntryHead, readEntryHead } from './entry-head.ts'
import { paragraphs, startsOf } from './entry-starts.ts'
import { indentOf, type marks, withoutMark } from './list-markers.ts'
import type { NewsletterText } from './newsletter-text.ts'
import { linksIn } from './plain-markdown.ts'

/** A part of a section: an entry of its list, or the prose around entries. 0-based, `to` exclusive. */
export type Piece = { kind: 'entry' | 'prose'; from: number; to: number }
export type Split = { pieces: Piece[]; entries: number }

/** How entries are written: as items of a list, or as paragraphs that each begin with a link. */
export type Family = keyof typeof marks | 'paragraph'

/**
 * Splits lines into the entries of a list and the prose around them.
 * @param fewest the least number of entries
 * @param strict whether most entries must be set as such (starting with a link or bold words) and link somewhere;
 * otherwise any list will do
 * @returns undefined when the lines are not a list of entries
 */
export const splitEntries = (
  text: NewsletterText,
  from: number,
  to: number,
  { fewest = 3, strict = true } = {},
): Split | undefined => {
  const splits = (['bullet', 'number', 'paragraph'] as const).flatMap(
    (family) => splitBy(text, from, to, family, fewest, strict) ?? [],
  )
  return splits.reduce<Split | undefined>((a, b) => (a && a.entries >= b.entries ? a : b), undefined)
}

const splitBy = (
  text: NewsletterText,
  from: number,
  to: number,
  family: Family,
  fewest: number,
  strict: boolean,
): Split | undefined => {
  const starts =
    family === 'paragraph' ? paragraphs(text, from, to, strict) : startsOf(text, from, to, family)
  if (starts.length < (family === 'paragraph' ? Math.max(3, fewest) : fewest)) return undefined
  const ends = starts.map((at, nth) =>
    ownEnd(text, at, starts[nth + 1] ?? to, indentOf(text.lines[starts[0]!]!)),
  )
  const hasText = (a: number, b: number) => text.keptIn(a, b).length > 0
  const parted = starts.filter(
    (_, nth) => nth + 1 < starts.length && hasWords(text, ends[nth]!, starts[nth + 1]!),
  ).length
  // If there is text between most entries, it belongs to them: `1、[Title](url)`, then paragraphs.
  const owns = family === 'paragraph' || (starts.length > 1 && parted * 2 >= starts.length - 1)
  const entries = starts.map(
    (at, nth): Piece => ({
      kind: 'entry',
      from: at,
      to: owns ? (starts[nth + 1] ?? to) : ends[nth]!,
    }),
  )
  if (!isList(text, entries, { from, to, family, owns, strict })) return undefined
  const pieces: Piece[] = []
  let last = from
  for (const entry of [...entries, undefined]) {
    const next = entry?.from ?? to
    if (hasText(last, next)) pieces.push({ kind: 'prose', from: last, to: next })
    if (entry) pieces.push(entry)
    last = entry?.to ?? to
  }
  return { pieces, entries: entries.length }
}

/** Whether there is text that is more than a label for the entries after it, such as `Tools:`. */
const hasWords = (text: NewsletterText, from: number, to: number): boolean => {
  const [row, more] = text.keptIn(from, to)
  return row !== undefined && (more !== undefined || !/^.{0,80}[:：*_]\s*$/u.test(text.lines[row]!))
}

/** Where an entry's own lines end: before a line that is not indented and follows a blank line. */
const ownEnd = (text: NewsletterText, start: number, next: number, indent: number): number => {
  let end = start + 1
  for (let at = start + 1; at < next; at++) {
    if (text.kinds[at] === 'blank' || text.dropped.has(at)) continue
    const follows = text.kinds[at - 1] !== 'blank'
    if (indentOf(text.lines[at]!) <= indent + 1 && !(follows && end === at)) return end
    end = at + 1
  }
  return end
}

const isList = (
  text: NewsletterText,
  entries: readonly Piece[],
  how: { from: number; to: number; family: Family; owns: boolean; strict: boolean },
): boolean => {
  const size = (from: number, to: number) =>
    text.keptIn(from, to).reduce((sum, at) => sum + Math.min(text.lines[at]!.length, 2000), 0)
  // A short introduction is ignored; if it is longer, the list is only the end of a text.
  const lead = Math.min(size(how.from, entries[0]!.from), 400)
  const share =
    entries.reduce((sum, { from, to }) => sum + size(from, to), 0) / (size(how.from, how.to) - lead)
  if (share < (entries.length > 1 ? 0.5 : 0.9)) return false
  const heads = entries.map(({ from }) =>
    readEntryHead(withoutMark(text.lines[from]!).text, text.definitions),
  )
  const set =
    heads.filter(({ isSet, rest }) => isSet || (how.owns && rest.trim() === '')).length / entries.length
  const linked = entries.filter(({ from, to }) => hasLink(text, from, to)).length / entries.length
  if (heads.filter(isPerson).length * 2 > entries.length) return false
  const byNumber = how.family === 'number' && how.owns
  if (how.strict)
    return (set >= 0.6 && (linked >= 0.5 || byNumber)) || (byNumber && isIdeographic(text, entries))
  return linked >= 0.5 || set >= 0.6 || byNumber
}

/** Contributors: a list of them is not a list of news. */
const isPerson = ({ title, link }: EntryHead): boolean =>
  title.startsWith('@') ||
  /^https:\/\/(www\.)?(github|gitlab|twitter|x|codeberg)\.(com|org)\/@?[\w-]+\/?$/i.test(link?.url ?? '')

/** Chinese newsletters number their pieces with `1、`, while `1.` may number the steps of a recipe. */
const isIdeographic = (text: NewsletterText, entries: readonly Piece[]): boolean =>
  entries.every(({ from }) => /^\s*\d{1,3}、|^\s*[①-⑳]/.test(text.lines[from]!))

/** A reference counts even if its definition is missing: it was meant as a link. */
const hasLink = (text: NewsletterText, from: number, to: number): boolean =>
  text
    .keptIn(from, Math.min(to, from + 20))
    .some(
      (at) =>
        linksIn(text.lines[at]!, text.definitions).length > 0 || /\]\[[^\]]{0,200}\]/.test(text.lines[at]!),
    )
