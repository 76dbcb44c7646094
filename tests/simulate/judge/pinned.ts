import type { ReaderIs } from '../history.ts'
import type { Rule } from './rule.ts'

/**
 * The freeze applies to the whole send, whatever is published later: every reader gets the edition of the freeze, or of
 * when the send was asked for anew, and nobody is mailed who never wanted one of its topics.
 */
export const pinned: Rule = {
  name: 'pinned',
  watch: (book, report) => {
    /** The editions that a send had before a cancel was taken back, and until when. */
    const former = new Map<string, { editions: readonly string[]; until: number }>()
    return {
      before: (event) => {
        if (event.is !== 'send') return
        const { editions, frozenAt, cancelled } = book.sends.get(event.send) ?? {}
        if (frozenAt === undefined || editions === undefined) return
        if (JSON.stringify(editions) === JSON.stringify(event.editions)) return
        if (cancelled && event.cancelled) former.set(event.send, { editions, until: event.at })
        else report(event.at, `${event.send} has other editions than when it was frozen`)
      },
      after: (event) => {
        if (event.is !== 'call-began') return
        const { at, send, reader, edition } = event
        const { editions, topics, test, series } = book.sends.get(send) ?? {}
        if (series) return
        const before = former.get(send)
        // A worker active at that moment may still have read the old state of the send.
        const isOfBefore =
          edition !== undefined && before?.editions.includes(edition) && at - before.until < book.rules.lifeMs
        if (edition !== undefined && editions && !editions.includes(edition) && !isOfBefore)
          report(at, `${reader} is mailed the edition ${edition}, and ${send} was frozen with ${editions}`)
        const states = book.people.statesOf(reader)
        if (
          !test &&
          states.length > 0 &&
          !states.some((state) => state.status !== 'erased' && wants(state, topics))
        )
          report(at, `${reader} is mailed ${send}, and never wanted a topic of it`)
      },
    }
  },
}

/** Empty topics mean all. */
export const wants = ({ topics = [] }: ReaderIs, of: readonly string[] | undefined): boolean =>
  of === undefined || topics.length === 0 || topics.some((topic) => of.includes(topic))
