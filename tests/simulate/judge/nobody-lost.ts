import type { ReaderIs } from '../history.ts'
import type { Book } from './book.ts'
import { isLetter, meaning } from './letters.ts'
import type { Rule } from './rules.ts'

/** Nobody is left out: who was a reader before the freeze and stayed one is in the plan, and waits for nothing at the end. */
export const nobodyLost: Rule = {
  name: 'nobody lost',
  watch: (book, report) => ({
    end: (at) => {
      if (!book.rules.isOver) return
      for (const { send, frozenAt, series, test, holds, cancelled } of book.sends.values()) {
        if (frozenAt === undefined) continue
        const letters = new Map<string, string>()
        for (const { reader, letter } of book.lettersOf(send)) letters.set(reader, letter)
        const isHeld = holds.length > 0 && !cancelled
        for (const [reader, letter] of letters) {
          const is = isLetter(letter) ? meaning[letter] : 'nothing'
          if (is === 'under-way' || (is === 'waiting' && !isHeld))
            report(at, `${reader} waits for ever for ${send}`)
        }
        if (series || test || isHeld) continue
        for (const reader of book.readers()) {
          if (!wasReader(book.statesOf(reader), frozenAt)) continue
          const letter = letters.get(reader)
          if (letter === undefined) report(at, `${reader} was left out of ${send}`)
          else if (wasReader(book.statesOf(reader), frozenAt) === 'always' && /[USPG]/.test(letter))
            report(at, `${reader} is excluded from ${send} as "${letter}", and was a reader all the time`)
        }
      }
    },
    after: (event) => {
      if (event.is !== 'step') return
      const send = book.sends.get(event.send)
      for (const readers of Object.values(event.batches))
        for (const reader of readers) {
          const confirmed = confirmedBy(book, reader)
          if (
            send?.frozenAt !== undefined &&
            !send.test &&
            confirmed !== undefined &&
            confirmed > send.frozenAt
          )
            report(event.at, `${reader} confirmed after ${event.send} was frozen, and is planned`)
        }
    },
  }),
}

/** When somebody last became a reader. */
const confirmedBy = (book: Book, reader: string): number | undefined =>
  book
    .statesOf(reader)
    .filter(({ status }) => status === 'active')
    .at(-1)?.confirmedAt

/** Whether somebody was active when a send was frozen, and ever since. */
const wasReader = (states: readonly ReaderIs[], frozenAt: number): 'always' | undefined => {
  const then = states.filter(({ at }) => at < frozenAt).at(-1)
  if (then?.status !== 'active' || (then.confirmedAt ?? 0) > frozenAt) return undefined
  const since = states.filter(({ at }) => at >= frozenAt)
  return since.every(({ status }) => status === 'active') ? 'always' : undefined
}
