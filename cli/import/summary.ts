import { columnsOf } from '../../emails/columns.ts'
import { wordsWithin } from '../../functions/publication/shorten.ts'

/** Columns of a summary: a Chinese character takes two. About two lines of a digest. */
const widest = 180

/**
 * The first sentences of a text, as many as a digest has room for.
 * @param lead plain text on one line
 * @param language a BCP 47 tag, by whose rules sentences end
 */
export const summaryOf = (lead: string, language: string): string => {
  const text = lead.replace(/\s+/g, ' ').trim().slice(0, 2_000).toWellFormed()
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)]
  let summary = ''
  for (const { segment } of sentences) {
    if (columnsOf((summary + segment).trimEnd()) > widest) break
    summary += segment
  }
  return summary.trim() || wordsWithin(text, widest, language)
}
