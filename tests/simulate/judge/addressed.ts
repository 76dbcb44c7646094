import type { Rule } from './rule.ts'

/** A test goes only to its address; a reader's mail goes to the reader. */
export const addressed: Rule = {
  name: 'addressed',
  watch: (book, report) => ({
    after: (event) => {
      if (event.is !== 'call-began') return
      const { at, send, reader, address } = event
      const test = book.sends.get(send)?.test
      if (test !== undefined) {
        if (address !== test) report(at, `the test ${send} goes to ${address}`)
        if (book.statesOf(reader).length > 0) report(at, `the test ${send} is sent in the name of ${reader}`)
        return
      }
      const states = book.statesOf(reader)
      if (states.length > 0 && !states.some((state) => state.address === address))
        report(at, `${send} goes to ${address}, which never was ${reader}'s`)
    },
  }),
}
