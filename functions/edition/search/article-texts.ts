import type { SearchArticle } from './search-files.ts'
import { foldText, placesIn } from './tokens.ts'

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
