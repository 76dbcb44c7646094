import type { History } from './history.ts'
import { createBook } from './judge/book.ts'
import { rules } from './judge/rules.ts'

/** A promise that was broken, in words, and when (Unix ms). */
export type Violation = { rule: string; at: number; what: string }

/**
 * Judges a run by the promises of functions/sending/PROTOCOL.md. A pure function of the history, which knows nothing
 * about how the run was made.
 */
export const judge = (history: History): Violation[] => {
  const violations: Violation[] = []
  const book = createBook(history.rules)
  const watchers = rules.map(({ name, watch }) =>
    watch(book, (at, what) => violations.push({ rule: name, at, what })),
  )
  for (const event of history.events) {
    // Each rule sees the state before the event, then the state after it.
    for (const { before } of watchers) before?.(event)
    book.take(event)
    for (const { after } of watchers) after?.(event)
  }
  const last = history.events.at(-1)?.at ?? 0
  for (const { end } of watchers) end?.(last)
  return violations
}
