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
    if (widthOf((summary + segment).trimEnd()) > widest) break
    summary += segment
  }
  return summary.trim() || cut(text, language)
}

const cut = (text: string, language: string): string => {
  if (widthOf(text) <= widest) return text
  let found = ''
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    if (widthOf(found + segment) >= widest) break
    found += segment
  }
  return `${found.replace(/[\s，,、；;：:]+$/u, '')}…`
}

const widthOf = (text: string): number =>
  text.length +
  (text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/gu,
  )?.length ?? 0)
