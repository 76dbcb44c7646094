import { clip } from '../publication/shorten.ts'
import { defined } from '../runtime/defined.ts'
import type { Problem } from './issue.ts'

/** Gathers what is wrong, so that an editor sees all of it at once. */
export type Problems = { add(file: string, reason: string, line?: number): void; readonly all: Problem[] }

/** What is quoted in a reason may be as long as a file; one line of a terminal says enough. */
const longest = 300

export const createProblems = (): Problems => {
  const all: Problem[] = []
  const known = new Set<string>()
  return {
    all,
    add: (file, said, line) => {
      const reason = oneLine(said)
      const key = JSON.stringify([file, line, reason])
      if (known.has(key)) return
      known.add(key)
      all.push({ file, ...defined({ line }), reason })
    },
  }
}

/** A quoted text must not break the line, colour the terminal or fill a table's item. */
const oneLine = (reason: string): string => {
  const plain = reason
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '\ufffd')
    .trim()
  return clip(plain, longest)
}
