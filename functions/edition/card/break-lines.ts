import type { Language } from '../../publication/language.ts'

/** A text in parts that a line may end after. */
export type Part = { text: string; width: number }

const cannotBegin = /^[\p{Pe}\p{Pf}\p{Po}\p{Pd}\p{Sm}’”·…～%]/u
const cannotEnd = /[\p{Ps}\p{Pi}“‘#@&/]$/u
/** Written with spaces: what stands together is one word, `GPT-4` and `3.5` as well. */
const spaced = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}!-/:-@[-`{-~]/u
const marks = /[：，。；！？、—:;!?,]\s*$/u

/**
 * Cuts a text where lines may end: after spaces, and in scripts without them between words. No line begins with a mark
 * that ends something or ends with one that opens something; no number or Latin word is torn.
 * @param widthOf the width of a text without the spaces at its end
 */
export const partsOf = (text: string, language: Language, widthOf: (text: string) => number): Part[] => {
  const parts: string[] = []
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const last = parts.at(-1)
    if (last !== undefined && staysWith(last, segment)) parts[parts.length - 1] = last + segment
    else parts.push(segment)
  }
  return parts.map((part) => ({ text: part, width: widthOf(part) }))
}

const staysWith = (before: string, next: string): boolean => {
  if (/^\s/.test(next)) return true
  if (/\s$/.test(before)) return false
  if (cannotBegin.test(next) || cannotEnd.test(before)) return true
  return spaced.test([...before].at(-1)!) && spaced.test([...next][0]!)
}

/** How many lines of a text end in the midst of a sentence. */
export const torn = (lines: string[]): number => lines.slice(0, -1).filter((line) => !marks.test(line)).length

/** Unevenness that a break behind a mark is worth, or behind a word in the midst of a sentence. */
const atMark = 0
const atWord = 0.06

/**
 * Sets parts in as few lines as they take, as even as they can be, rather behind a comma or a colon than elsewhere.
 * @param room the width of a line
 * @param most lines
 * @returns the lines, or undefined when they are more, or a part alone is too wide
 */
export const breakLines = (
  parts: Part[],
  widthOf: (text: string) => number,
  room: number,
  most: number,
): string[] | undefined => {
  if (parts.some(({ width }) => width > room)) return undefined
  for (let count = 1; count <= most; count++) {
    const lines = evenly(parts, widthOf, room, count)
    if (lines) return lines
  }
  return undefined
}

type Way = { cost: number; lines: string[] }

const evenly = (
  parts: Part[],
  widthOf: (text: string) => number,
  room: number,
  count: number,
): string[] | undefined => {
  const whole = parts.reduce((sum, { width }) => sum + width, 0)
  const ideal = whole / count
  // ways[n]: the best way to set the first n parts in the lines so far.
  let ways: (Way | undefined)[] = [{ cost: 0, lines: [] }]
  for (let line = 0; line < count; line++) {
    const next: (Way | undefined)[] = []
    for (const [from, way] of ways.entries()) {
      if (!way) continue
      for (let to = from + 1; to <= parts.length; to++) {
        const text = parts
          .slice(from, to)
          .map((part) => part.text)
          .join('')
          .trim()
        const width = widthOf(text)
        if (width > room) break
        const ends = to === parts.length || marks.test(text) ? atMark : atWord
        const cost = way.cost + ((width - ideal) / room) ** 2 + ends
        if (cost < (next[to]?.cost ?? Number.POSITIVE_INFINITY))
          next[to] = { cost, lines: [...way.lines, text] }
      }
    }
    ways = next
  }
  return ways[parts.length]?.lines
}
