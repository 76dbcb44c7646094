import { clip } from '../publication/shorten.ts'
import { defined } from '../runtime/defined.ts'
import type { Place, Problem } from './issue.ts'

/** Collects problems, so that an editor sees all of them at once. */
export type Problems = {
  /** @param at a 1-based line, or a place */
  add(file: string, reason: string, at?: number | Place): void
  readonly all: Problem[]
}

/** A reason may quote as much as a whole file, so it is cut to this many characters. */
const longest = 300

export const createProblems = (): Problems => {
  const all: Problem[] = []
  const known = new Set<string>()
  return {
    all,
    add: (file, said, at) => {
      const reason = oneLine(said)
      const place: Partial<Place> = typeof at === 'number' ? { line: at } : (at ?? {})
      const key = JSON.stringify([file, place.line, reason])
      if (known.has(key)) return
      known.add(key)
      all.push({ file, ...defined(place), reason })
    },
  }
}

const byName = new Intl.Collator('en', { numeric: true })

/**
 * Sorts problems: the publication's, then those of issue.yaml, then each article's before its translations', by line.
 */
export const inOrder = (problems: readonly Problem[]): Problem[] => {
  const rank = (file: string) => (file.startsWith('../') ? 0 : file === 'issue.yaml' ? 1 : 2)
  const name = (file: string) => file.replace(/\.md$/, '')
  return problems.toSorted(
    (a, b) =>
      rank(a.file) - rank(b.file) ||
      byName.compare(name(a.file), name(b.file)) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  )
}

/** One line, so that quoted text cannot break the line, colour the terminal or fill a list. */
const oneLine = (reason: string): string => {
  const plain = reason
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '\ufffd')
    .trim()
  return clip(plain, longest)
}
