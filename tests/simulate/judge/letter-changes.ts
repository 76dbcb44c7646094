import type { Act } from '../history.ts'
import type { Rule } from './rule.ts'

/** The allowed changes of outcome codes. Some need a person's decision, see `personFor`. */
const ways: Record<string, string> = {
  '.': '>aurmxUSPGCHVZMT',
  '>': '.aurmxUSPGCHVZMT',
  u: 'a.W',
  r: '.',
  m: '.',
  x: '.',
  W: 'a',
  // A cancel was taken back.
  C: '.',
  // A reader left and came back within the month of a welcome series.
  U: '.',
  S: '.',
  P: '.',
  G: '.',
  V: '.',
  Z: '.',
  M: '.',
  T: '.',
}

/** The time within which a retry lists who failed (`retry-failed.ts`), and what the database's clock may be off, ms. */
const retryMs = 15_000

/**
 * Outcome codes change in one direction: what is known is never forgotten, and only a person makes someone wait again.
 */
export const letters: Rule = {
  name: 'letters',
  watch: (book, report) => {
    /** Since when each code has been there. */
    const since = new Map<string, number>()
    return {
      before: (event) => {
        if (event.is !== 'batch') return
        const key = `${event.send} ${event.batch}`
        const before = book.batches.get(key)
        if (before?.letters === event.letters) return
        for (let index = 0; index < event.letters.length; index += 1) {
          const from = before?.letters[index]
          const to = event.letters[index]!
          if (from === to) continue
          const stood = since.get(`${key} ${index}`) ?? 0
          since.set(`${key} ${index}`, event.at)
          if (from === undefined) continue
          const way = `${before!.readers[index]} of ${event.send} goes from "${from}" to "${to}"`
          if (!ways[from]?.includes(to)) report(event.at, way)
          const needed = personFor(from, to)
          if (!needed) continue
          // Someone who asked earlier, and was told the outcome earlier, did not mean this.
          // Whoever forgets looks at all sends.
          const ofAll = needed.includes('forget') ? book.deeds({ what: ['forget'] }) : []
          const asked = [...ofAll, ...book.deeds({ what: needed, send: event.send })]
            // A worker that saw the cancel may still leave someone out after it was taken back. Whoever forgets was the
            // sweeper, and wakes up late. Whoever retries and never hears an answer means all who fail for as long as one
            // could have come.
            .some(
              ({ what, how, askedAt, endedAt = Infinity }) =>
                from === 'C' ||
                endedAt >= stood ||
                (what === 'forget' && how === 'failed') ||
                (what === 'retry' && how === 'failed' && askedAt + retryMs >= stood),
            )
          if (!asked) report(event.at, `${way}, and nobody asked for it`)
          if (to === '.' && !before!.closed) report(event.at, `${way} while its batch is open`)
          if (from === 'u' && event.at - stood < book.rules.decideAfterMs)
            report(event.at, `${way} after ${Math.round(event.at - stood)} ms`)
        }
      },
    }
  },
}

/**
 * What a person must have asked for. For a reader who left and came back, U, S, P, G, V, Z, M and T are not final: a new
 * welcome may follow.
 */
const personFor = (from: string, to: string): Act['what'][] | undefined => {
  if (to === 'W') return ['write-off', 'forget']
  if (to !== '.') return undefined
  if (from === 'u') return ['resend']
  if (from === 'C') return ['ask-anew']
  return /[rmx]/.test(from) ? ['retry'] : undefined
}
