import { boundaryAt } from '../../../emails/graphemes.ts'
import type { SearchArticle } from './file-formats.ts'
import { foldText, placesIn, placesOf } from './tokens.ts'

/** An article's text as shown and as compared. */
export type Text = { text: string; folded: string }

/** Texts by the paths of their articles. */
export type Texts = Map<string, Text>

export const textOf = (text: string): Text => ({ text, folded: foldText(text) })

/**
 * How often an article's text contains the query's phrases. Unspaced characters must be adjacent, and a phrase missing
 * from the text may be in the article's other fields.
 * @param asked all of these, each in any of its spellings
 * @returns 0 when a phrase is in neither
 */
export const countIn = (
  { folded }: Text,
  article: SearchArticle,
  asked: readonly (readonly string[])[],
): number => {
  const { title, kicker, author, section, summary } = article
  const beside = foldText([title, kicker, author, section, summary].filter(Boolean).join('\n'))
  const placesOfAny = (text: string, phrases: readonly string[]) =>
    phrases.reduce((sum, phrase) => sum + placesIn(text, phrase).length, 0)
  const counts = asked.map((phrases) => {
    const count = placesOfAny(folded, phrases)
    return { count, isThere: count > 0 || placesOfAny(beside, phrases) > 0 }
  })
  return counts.every(({ isThere }) => isThere) ? counts.reduce((sum, { count }) => sum + count, 0) : 0
}

/** Characters before and after the first match. */
const around = { before: 30, after: 120 }

/** The excerpt of a text around the first phrase. */
export const excerptOf = ({ text }: Text, phrases: readonly string[]): string => {
  const starts = phrases.flatMap((phrase) => placesOf(text, phrase).slice(0, 1)).map(({ from }) => from)
  const at = Math.min(...starts, text.length)
  const [from, to] = [boundaryAt(text, startBefore(text, at)), boundaryAt(text, at + around.after)]
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}

/** The start of a word or sentence, at most `around.before` characters before a match. */
const startBefore = (text: string, at: number): number => {
  const from = Math.max(0, at - around.before)
  if (from === 0) return 0
  const gap = /[\s，。；：！？、）」』]/u.exec(text.slice(from, at))
  return gap ? from + gap.index + 1 : from
}
