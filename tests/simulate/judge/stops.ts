import type { Deed } from './book.ts'
import type { Rule } from './rule.ts'

/** Pause and cancel act within one chunk a worker, and never later than a worker lives. */
export const stops: Rule = {
  name: 'stops',
  watch: (book, report) => {
    /** How many calls each worker began since each stop. */
    const since = new Map<string, number>()
    /** A resume that was asked for before the pause, and answered after it was asked for, may take effect after it. */
    const isOver = (stop: Deed, at: number) =>
      stop.what === 'pause' &&
      book
        .deeds({ what: ['resume'], send: stop.send })
        .some(({ askedAt, endedAt = Infinity }) => endedAt > stop.askedAt && askedAt <= at)
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
