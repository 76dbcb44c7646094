/**
 * Splits text into characters as readers count them (UAX #29). Browsers have this since 2024; older ones use code
 * points.
 */
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : undefined

/** Lazy, so that taking a few characters of a long text is quick. */
export function* graphemesOf(text: string): Generator<string> {
  if (!segmenter) return yield* text
  for (const { segment } of segmenter.segment(text)) yield segment
}

/** The start of the character at the given index: a place where the text may be cut. */
export const boundaryAt = (text: string, at: number): number => {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length))
  if (segmenter) return segmenter.segment(text).containing(at)?.index ?? at
  return /[\udc00-\udfff]/.test(text[at]!) && /[\ud800-\udbff]/.test(text[at - 1]!) ? at - 1 : at
}
