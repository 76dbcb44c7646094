import type { Rule } from './rules.ts'

/** From which letter to which a batch may go; and what a person must have asked for before. */
const ways: Record<string, string> = {
  '.': '>aurmxUSPGCHV',
  '>': '.aurmxUSPGCHV',
  u: 'a.W',
  r: '.',
  m: '.',
  x: '.',
  W: 'a',
}

/** A letter goes one way: what is known is never forgotten. */
export const letters: Rule = {
  name: 'letters',
  watch: (book, report) => ({
    before: (event) => {
      if (event.is !== 'batch') return
      const before = book.batches.get(`${event.send} ${event.batch}`)
      if (!before || before.letters === event.letters) return
      for (let index = 0; index < event.letters.length; index += 1) {
        const from = before.letters[index] ?? ''
        const to = event.letters[index]!
        if (from === to) continue
        const way = `${before.readers[index]} of ${event.send} goes from "${from}" to "${to}"`
        if (!ways[from]?.includes(to)) report(event.at, way)
        const needed =
          from === 'u' && to === '.'
            ? 'resend'
            : /[rmx]/.test(from)
              ? 'retry'
              : to === 'W'
                ? 'write-off'
                : undefined
        if (needed && book.deeds({ what: [needed], send: event.send }).length === 0)
          report(event.at, `${way}, and nobody asked for it`)
      }
    },
  }),
}
