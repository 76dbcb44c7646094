import type { StepIs } from '../history.ts'
import type { Batch, Book } from './book.ts'
import type { Rule } from './rule.ts'

/**
 * To whom a send went is forgotten only when nobody of it waits, and nobody does afterwards. At the end nobody is named in a
 * send that was stamped and is over, nor uncertain.
 */
export const forgotten: Rule = {
  name: 'forgotten',
  watch: (book, report) => {
    const emptied = new Set<string>()
    const judgeOpen = (at: number, send: string, range: string) => {
      const open = rangeOf(book, send, range).find(({ closed }) => !closed)
      if (open) report(at, `${open.batch} of ${send} is open, and its readers are forgotten`)
    }
    return {
      before: (event) => {
        if (event.is !== 'step' || isNamed(event)) return
        const before = book.steps.get(`${event.send} ${event.range} ${event.step}`)
        if (!before || !isNamed(before)) return
        emptied.add(`${event.send} ${event.range}`)
        if (!book.sends.get(event.send)?.forgotten)
          report(event.at, `the readers of ${event.send} are forgotten, and it is not stamped`)
      },
      after: (event) => {
        if (event.is !== 'batch' && event.is !== 'step') return
        for (const place of emptied) {
          const [send = '', range = ''] = place.split(' ')
          if (send === event.send) judgeOpen(event.at, send, range)
        }
      },
      end: (at) => {
        if (!book.rules.isOver) return
        for (const { send, forgotten: isStamped, series } of book.sends.values()) {
          if (!isStamped || series || book.batchesOf(send).some(({ closed }) => !closed)) continue
          for (const { reader, letter } of book.lettersOf(send))
            if (letter === 'u') report(at, `${reader} of ${send} is uncertain for ever`)
          for (const step of book.steps.values())
            if (step.send === send && isNamed(step))
              report(at, `${send} is forgotten, and a step of it names readers`)
        }
      },
    }
  },
}

const isNamed = ({ batches, leftOut }: StepIs): boolean =>
  Object.keys(batches).length > 0 || Object.keys(leftOut).length > 0

const rangeOf = (book: Book, send: string, range: string): Batch[] =>
  book.batchesOf(send).filter(({ batch }) => Number(batch.split('-')[0]) === Number(range))
