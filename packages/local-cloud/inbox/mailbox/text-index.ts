/** Folds a text for comparison: ignores case, and the difference between full and half width. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** A text as the indexes of its paragraphs. */
export type Text = Uint32Array

/**
 * Stores mails' texts for searching. Mails of one send differ in only a paragraph or two, so each paragraph is stored
 * and searched once, however many mails contain it.
 */
export const createTexts = () => {
  const paragraphs: string[] = []
  const numbers = new Map<string, number>()

  const numberOf = (paragraph: string): number => {
    const known = numbers.get(paragraph)
    if (known !== undefined) return known
    numbers.set(paragraph, paragraphs.length)
    return paragraphs.push(paragraph) - 1
  }
  return {
    keep: (text: string): Text =>
      Uint32Array.from(
        folded(text)
          .split(/\n\s*\n/)
          .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
          .filter(Boolean)
          .map(numberOf),
      ),
    /** Creates a predicate for texts that contain a word or phrase. @param wanted folded */
    matcher: (wanted: string): ((text: Text) => boolean) => {
      const hits = new Set<number>()
      for (const [at, paragraph] of paragraphs.entries()) if (paragraph.includes(wanted)) hits.add(at)
      return (text) => hits.size > 0 && text.some((number) => hits.has(number))
    },
  }
}
export type Texts = ReturnType<typeof createTexts>
