import type { Rule } from './rule.ts'

/** Nobody is mailed before their batch is due: not before their warm-up slice begins. */
export const due: Rule = {
  name: 'due',
  watch: (book, report) => ({
    after: (event) => {
      if (event.is !== 'call-began') return
      const { at, send, batch, reader } = event
      const from = book.batches.get(`${send} ${batch}`)?.due
      if (from !== undefined && from > at)
        report(at, `${reader} is mailed ${send} ${from - at} ms before their batch is due`)
    },
  }),
}
