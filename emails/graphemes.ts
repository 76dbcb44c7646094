/** Characters as a reader counts them (UAX #29). Browsers have had this since 2024; before, by code points. */
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : undefined

/** One after the other, so that whoever needs a few takes no longer for a long text. */
export function* graphemesOf(text: string): Generator<string> {
  if (!segmenter) return yield* text
  for (const { segment } of segmenter.segment(text)) yield segment
}

/** Where the character begins that stands at a place in a text: there it may be cut. */
export const boundaryAt = (text: string, at: number): number => {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length))
  if (segmenter) return segmenter.segment(text).containing(at)?.index ?? at
  return /[\udc00-\udfff]/.test(text[at]!) && /[\ud800-\udbff]/.test(text[at - 1]!) ? at - 1 : at
}
