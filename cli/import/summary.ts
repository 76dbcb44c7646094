import { columnsOf } from '../../emails/text-columns.ts'
import { wordsWithin } from '../../functions/publication/shorten.ts'

/** The width of a summary in columns, about two lines of a digest. A Chinese character takes two columns. */
const widest = 180

/**
 * As many of the first sentences of a text as fit into a digest.
 * @param lead plain text on one line
 * @param language a BCP 47 tag, for splitting sentences
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
