import type { Rule } from './rule.ts'

/** Whoever does something to a send as they have seen it does it to that alone, however late their write takes effect. */
export const asSeen: Rule = {
  name: 'as seen',
  watch: (book, report) => {
    const seen = new Map<string, string>()
    return {
      before: (event) => {
        if (event.is === 'saw') seen.set(event.deed, event.version)
        if (event.is !== 'send' || event.deed === undefined) return
        const before = book.sends.get(event.send)
        const version = seen.get(event.deed)
        if (version === undefined || before?.deed === event.deed || before?.version === version) return
        report(event.at, `${event.send} is changed as somebody saw it who did not see ${before?.version}`)
      },
    }
  },
}
