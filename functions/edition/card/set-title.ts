import type { Language } from '../../publication/language.ts'
import { shorten } from '../../publication/shorten.ts'
import { breakLines, partsOf, torn } from './break-lines.ts'

/** A title broken into lines. */
export type SetTitle = { lines: string[]; size: number }

/** Font sizes in pixels, from that of a short title to the smallest that is legible in a list of previews. */
const sizes = [92, 84, 76, 68, 62, 56, 50, 46]
export const leading = 1.26

/**
 * Sets a title as large as fits, in as few lines as that needs; shortens it when it does not fit at the smallest size.
 * @param widthOf in ems
 * @param room in pixels, and at most so many lines
 */
export const setTitle = (
  title: string,
  language: Language,
  widthOf: (text: string) => number,
  room: { width: number; height: number; lines: number },
): SetTitle => {
  for (const [at, size] of sizes.entries()) {
    const lines = linesAt(title, size)
    if (!lines) continue
    // One size smaller, the lines may break at pauses instead of in mid-sentence.
    const smaller = sizes[at + 1]
    const instead = smaller && torn(lines) > 0 ? linesAt(title, smaller) : undefined
    return instead && torn(instead) === 0 ? { lines: instead, size: smaller! } : { lines, size }
  }
  const size = sizes.at(-1)!
  for (let most = [...title].length; most > 1; most -= Math.ceil(most / 20)) {
    const lines = linesAt(shorten(title, most), size)
    if (lines) return { lines, size }
  }
  return { lines: [], size }

  function linesAt(text: string, size: number) {
    const most = Math.min(room.lines, Math.floor(room.height / (size * leading)))
    return breakLines(partsOf(text, language, widthOf), widthOf, room.width / size, most)
  }
}
