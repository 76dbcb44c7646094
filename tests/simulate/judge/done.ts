import type { Rule } from './rules.ts'

/** A range is never called done while a batch of it is open. */
export const done: Rule = {
  name: 'done',
  watch: (book, report) => ({
    after: (event) => {
      if (event.is !== 'batch' && event.is !== 'range') return
      for (const range of book.ranges.values()) {
        if (range.send !== event.send || !range.done) continue
        const own = book
          .batchesOf(range.send)
          .filter(({ batch }) => Number(batch.split('-')[0]) === range.range)
        const open = own.find(({ closed }) => !closed)
        if (open) report(event.at, `range ${range.range} of ${range.send} is done, and ${open.batch} is open`)
        else if (range.batches !== undefined && own.length < range.batches)
          report(
            event.at,
            `range ${range.range} of ${range.send} is done, with ${own.length} of ${range.batches} batches`,
          )
      }
    },
  }),
}
