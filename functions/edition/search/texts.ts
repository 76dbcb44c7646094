import { boundaryAt } from '../../../emails/graphemes.ts'
import type { SearchArticle } from './documents.ts'
import { foldText, placesIn, placesOf } from './tokens.ts'

/** The text of an article as it is shown, and as it is compared. */
export type Text = { text: string; folded: string }

/** Texts by the paths of their articles. */
export type Texts = Map<string, Text>

export const textOf = (text: string): Text => ({ text, folded: foldText(text) })

/**
 * How often an article's text has what a question asks for. Here a run of characters must stand together, and what the
 * text lacks may stand in the article's title or beside it.
 * @returns 0 when something is nowhere
 */
export const countIn = ({ folded }: Text, article: SearchArticle, phrases: readonly string[]): number => {
  const { title, kicker, author, section, summary } = article
  const beside = foldText([title, kicker, author, section, summary].filter(Boolean).join('\n'))
  const counts = phrases.map((phrase) => {
    const count = placesIn(folded, phrase).length
    return { count, isThere: count > 0 || placesIn(beside, phrase).length > 0 }
  })
  return counts.every(({ isThere }) => isThere) ? counts.reduce((sum, { count }) => sum + count, 0) : 0
}

/** Before and after the first find, in characters. */
const around = { before: 30, after: 120 }

/** The part of a text that has the first of the phrases. */
export const excerptOf = ({ text }: Text, phrases: readonly string[]): string => {
  const at = Math.min(...phrases.flatMap((phrase) => placesOf(text, phrase).slice(0, 1)), text.length)
  const [from, to] = [boundaryAt(text, startBefore(text, at)), boundaryAt(text, at + around.after)]
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}

/** Where a word or a sentence begins, at most so far before a find. */
const startBefore = (text: string, at: number): number => {
  const from = Math.max(0, at - around.before)
  if (from === 0) return 0
  const gap = /[\s，。；：！？、）」』]/u.exec(text.slice(from, at))
  return gap ? from + gap.index + 1 : from
}
