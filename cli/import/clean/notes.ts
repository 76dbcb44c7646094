import type { Doubt, Dropped } from '../outline.ts'

/** Gathers what the cleaner left out and doubts; lines are those of the source. */
export type Notes = {
  /** @param words all that are left out, where the reason quotes the first alone */
  drop(line: number, reason: string, words?: string): void
  doubt(line: number, what: string): void
  /** A doubt that may come a thousand times: told once a kind, with the first line and the number. */
  doubtKind(kind: string, line: number, what: string): void
  all(): { dropped: Dropped[]; doubts: Doubt[]; droppedWords: string[] }
}

const byLine = (one: { line: number }, other: { line: number }) => one.line - other.line

export const createNotes = (): Notes => {
  const dropped: Dropped[] = []
  const doubts: Doubt[] = []
  const droppedWords: string[] = []
  const kinds = new Map<string, Doubt & { count: number }>()
  return {
    drop: (line, reason, words) => {
      dropped.push({ line, reason })
      if (words) droppedWords.push(words)
    },
    doubt: (line, what) => void doubts.push({ line, what }),
    doubtKind: (kind, line, what) => {
      const known = kinds.get(kind)
      if (known) known.count++
      else kinds.set(kind, { line, what, count: 1 })
    },
    all: () => {
      const counted = [...kinds.values()].map(({ line, what, count }) => ({
        line,
        what: count > 1 ? `${what} (${count} times)` : what,
      }))
      return {
        dropped: dropped.toSorted(byLine),
        doubts: [...doubts, ...counted].toSorted(byLine),
        droppedWords,
      }
    },
  }
}

/** What is quoted in a note, short enough for one line. */
export const quoted = (text: string, most = 60): string => {
  const plain = text.replace(/\s+/g, ' ').trim()
  return `“${plain.length > most ? `${plain.slice(0, most).toWellFormed()}…` : plain}”`
}
