import type { StepIs } from '../history.ts'
import type { Book } from './book.ts'
import type { Rule } from './rule.ts'

/**
 * Who was erased before a send was frozen is named in no step of it, and no row of an erased reader holds an address. At the
 * end nothing in the ledger names them: no step of a range that is planned, and no batch of a series.
 */
export const erased: Rule = {
  name: 'erased',
  watch: (book, report) => ({
    after: (event) => {
      if (event.is === 'reader' && event.status === 'erased' && event.address !== undefined)
        report(event.at, `${event.reader} is erased, and their address is there`)
      if (event.is !== 'step' || book.sends.get(event.send)?.test) return
      for (const reader of namedIn(event))
        if (wasErased(book, reader, book.frozenSince(event.send) ?? event.at))
          report(event.at, `${reader} is in a step of ${event.send}, and was erased before it was frozen`)
    },
    end: (at) => {
      if (!book.rules.isOver) return
      const isErased = (reader: string) => book.statesOf(reader).at(-1)?.status === 'erased'
      for (const step of book.steps.values())
        if (book.ends.has(`${step.send} ${step.range}`))
          for (const reader of namedIn(step).filter(isErased))
            report(at, `${reader} is erased, and a step of ${step.send} still names them`)
      for (const { send, batch } of book.batches.values())
        if (isErased(batch)) report(at, `${batch} is erased, and their batch of ${send} is still there`)
    },
  }),
}

const namedIn = ({ batches, leftOut }: StepIs): string[] =>
  [...Object.values(batches), ...Object.values(leftOut)].flat()

const wasErased = (book: Book, reader: string, then: number): boolean =>
  book
    .statesOf(reader)
    .filter(({ at }) => at < then)
    .at(-1)?.status === 'erased'
