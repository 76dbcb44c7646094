import type { ReaderIs } from '../history.ts'
import type { Rule } from './rule.ts'

/**
 * What the freeze says holds for the whole send, whatever is published later: every reader gets the edition of then, and
 * nobody is mailed who at no time wanted one of its topics.
 */
export const pinned: Rule = {
  name: 'pinned',
  watch: (book, report) => ({
    before: (event) => {
      if (event.is !== 'send') return
      const { editions, frozenAt } = book.sends.get(event.send) ?? {}
      if (frozenAt === undefined || editions === undefined) return
      if (JSON.stringify(editions) !== JSON.stringify(event.editions))
        report(event.at, `${event.send} has other editions than when it was frozen`)
    },
    after: (event) => {
      if (event.is !== 'call-began') return
      const { at, send, reader, edition } = event
      const { editions, topics, test, series } = book.sends.get(send) ?? {}
      if (series) return
      if (edition !== undefined && editions && !editions.includes(edition))
        report(at, `${reader} is mailed the edition ${edition}, and ${send} was frozen with ${editions}`)
      const states = book.statesOf(reader)
      if (!test && states.length > 0 && !states.some((state) => wants(state, topics)))
        report(at, `${reader} is mailed ${send}, and never wanted a topic of it`)
    },
  }),
}

/** No topics = all of them. */
export const wants = ({ topics = [] }: ReaderIs, of: readonly string[] | undefined): boolean =>
  of === undefined || topics.length === 0 || topics.some((topic) => of.includes(topic))
