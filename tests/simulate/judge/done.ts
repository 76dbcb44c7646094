import type { Batch } from './book.ts'
import type { Rule } from './rule.ts'

/** A range is never shown as done while one of its batches is open or missing. */
export const done: Rule = {
  name: 'done',
  watch: (book, report) => ({
    after: (event) => {
      if (event.is !== 'batch' && event.is !== 'sums') return
      for (const { send, part, done: isDone } of book.sums.values()) {
        // Somebody may join a series at any time.
        if (send !== event.send || !isDone || part === 'all') continue
        const own = book.batchesOf(send).filter((batch) => rangeOf(batch) === part)
        const open = own.find(({ closed }) => !closed)
        if (open) report(event.at, `range ${part} of ${send} is called done, and ${open.batch} is open`)
        else if (own.length !== book.ends.get(`${send} ${part}`))
          report(event.at, `range ${part} of ${send} is called done, and not all of its batches are there`)
      }
    },
  }),
}

/** A batch's range, from its key: `<range>-<step>`. */
const rangeOf = ({ batch }: Batch): number => Number(batch.split('-')[0])
