import type { Deed } from './book.ts'
import type { Rule } from './rule.ts'

/** Pause and cancel take effect within one chunk per worker, and never later than a worker lives. */
export const stops: Rule = {
  name: 'stops',
  watch: (book, report) => {
    /** The number of calls each worker began since each stop. */
    const since = new Map<string, number>()
    /**
     * An act that takes a stop back may take effect after the stop if it was asked for before and answered after the
     * stop was asked for. So may asking anew without an answer, since cancelling a cancelled send again changes
     * nothing. Asking anew also ends a pause.
     */
    const isOver = (stop: Deed, at: number) =>
      book
        .deeds({ what: stop.what === 'pause' ? ['resume', 'ask-anew'] : ['ask-anew'], send: stop.send })
        .some(
          ({ what, how, askedAt, endedAt = Infinity }) =>
            askedAt <= at && (endedAt > stop.askedAt || (what === 'ask-anew' && how === 'failed')),
        )
    return {
      after: (event) => {
        if (event.is !== 'call-began') return
        const { at, send, run } = event
        for (const stop of book.deeds({ what: ['pause', 'cancel'], send })) {
          if (stop.how !== 'done' || stop.endedAt! >= at || isOver(stop, at)) continue
          const key = `${stop.act} ${run}`
          const count = (since.get(key) ?? 0) + 1
          since.set(key, count)
          if (count > book.rules.chunk)
            report(at, `${run} mails ${count} readers of ${send} after its ${stop.what} was acknowledged`)
          else if (at - stop.endedAt! > book.rules.lifeMs)
            report(at, `${run} mails a reader of ${send} ${at - stop.endedAt!} ms after its ${stop.what}`)
        }
      },
    }
  },
}
