import { isWord } from './tokens.ts'

/** Letters from which on a word may have an edit, and from which on it may have two. */
const [one, two] = [5, 10]

const editsAllowed = (word: string): number => (word.length < one ? 0 : word.length < two ? 1 : 2)

/**
 * The known words that a mistyped one may stand for, the nearest ones only. None for a word that is known or begins
 * one, for a number, and for one in a script without spaces.
 */
export const corrections = (word: string, known: ReadonlySet<string>): string[] => {
  const most = editsAllowed(word)
  if (most === 0 || !isWord(word)) return []
  let nearest = most
  const found: { other: string; edits: number }[] = []
  for (const other of known) {
    if (other.startsWith(word)) return []
    const edits = editsBetween(word, other, nearest)
    if (edits > nearest) continue
    nearest = edits
    found.push({ other, edits })
  }
  return found.filter(({ edits }) => edits === nearest).map(({ other }) => other)
}

/**
 * Letters left out, put in, mistaken, or swapped with their neighbour (optimal string alignment distance).
 * @returns a number above `most` as soon as it is clear that there are more
 */
const editsBetween = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let [before, last]: [number[], number[]] = [[], [...Array(b.length + 1).keys()]]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1))
      row.push(isSwapped ? Math.min(edits, before[j - 2]! + 1) : edits)
    }
    if (Math.min(...row) > most) return most + 1
    before = last
    last = row
  }
  return last[b.length]!
}
