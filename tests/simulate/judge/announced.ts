import type { Happened } from '../history.ts'
import type { Rule } from './rule.ts'

/**
 * Webhooks are told of everything that is done: it is announced before, and what their queue did not take is queued once it does.
 */
export const announced: Rule = {
  name: 'announced',
  watch: (book, report) => {
    if (!book.rules.isAnnounced) return {}
    /** The marks that were announced, by what of whom. */
    const marks = new Map<string, Set<string>>()
    /** What is owed, and whether it was queued since. */
    const owed = new Map<string, { of: string; mark: string; isQueued: boolean }>()
    /** How often each was done. */
    const done = new Map<string, number>()
    const doneTo = (of: string, at: number) => {
      const times = (done.get(of) ?? 0) + 1
      done.set(of, times)
      if ((marks.get(of)?.size ?? 0) < times) report(at, `${of} was done, and nobody announced it`)
    }
    return {
      before: (event) => {
        if (event.is === 'send' && begins(event, book.sends.get(event.send)?.frozenAt))
          doneTo(`send.started ${event.send}`, event.at)
        if (event.is !== 'reader' || event.status !== 'unsubscribed') return
        const was = book.statesOf(event.reader).at(-1)?.status
        if (was === 'active' || was === 'pending') doneTo(`reader.unsubscribed ${event.reader}`, event.at)
      },
      after: (event) => {
        if (event.is !== 'announced') return
        const of = `${event.type} ${event.about}`
        marks.set(of, (marks.get(of) ?? new Set()).add(event.mark))
        const { mark, since } = event
        const key = JSON.stringify([of, mark, since])
        // One that is written late, or twice, is of the same announcing; one of a later announcing tells of both.
        if (event.how === 'owed') owed.set(key, owed.get(key) ?? { of, mark, isQueued: false })
        else for (const one of owed.values()) if (one.of === of && one.mark === mark) one.isQueued = true
      },
      end: (at) => {
        if (book.rules.isOver)
          for (const { of, isQueued } of owed.values())
            if (!isQueued) report(at, `${of} was announced, and webhooks never hear of it`)
      },
    }
  },
}

const begins = ({ frozenAt, test, series }: Happened & { is: 'send' }, before: number | undefined) =>
  frozenAt !== undefined && before === undefined && !test && !series
