import type { Doubt, Dropped } from '../outline.ts'

/** Collects what the cleaner left out or doubts. Line numbers refer to the source. */
export type Notes = {
  /**
   * @param words the whole text that is left out, if `reason` quotes only its beginning
   * @param endLine the last line of it
   */
  drop(line: number, reason: string, words?: string, endLine?: number): void
  doubt(line: number, what: string): void
  /** For doubts that may occur a thousand times: reported once per kind, with the first line and the count. */
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
    drop: (line, reason, words, endLine = line) => {
      dropped.push({ line, ...(endLine > line && { endLine }), reason })
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

/** Quotes a text for a note, cut to fit one line. */
export const quoted = (text: string, most = 60): string => {
  const plain = text.replace(/\s+/g, ' ').trim()
  return `“${plain.length > most ? `${plain.slice(0, most).toWellFormed()}…` : plain}”`
}
