import type { Language } from '../../publication/language.ts'

/** A run of text after which a line may break. */
export type Part = { text: string; width: number }

const cannotBegin = /^[\p{Pe}\p{Pf}\p{Po}\p{Pd}\p{Sm}’”·…～%]/u
const cannotEnd = /[\p{Ps}\p{Pi}“‘#@&/]$/u
/** Scripts written with spaces. Adjacent characters form one word, including `GPT-4` and `3.5`. */
const spaced = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}!-/:-@[-`{-~]/u
const marks = /[：，。；！？、—:;!?,]\s*$/u

/**
 * Splits a text where lines may break: after spaces, and between words in scripts without spaces. No line begins with a
 * closing mark or ends with an opening one, and no number or Latin word is split.
 * @param widthOf the width of a text without trailing spaces
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

/** Number of lines that end in the middle of a sentence. */
export const torn = (lines: string[]): number => lines.slice(0, -1).filter((line) => !marks.test(line)).length

/** The unevenness that a break costs: after a punctuation mark, and after a word in mid-sentence. */
const atMark = 0
const atWord = 0.06

/**
 * Sets parts in as few lines as possible, as even as possible, preferring breaks after commas and colons.
 * @param room the width of a line
 * @param most the maximum number of lines
 * @returns the lines; undefined when more are needed, or when a single part is too wide
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
