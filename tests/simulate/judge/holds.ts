import type { SendIs } from '../history.ts'
import type { Rule } from './rule.ts'

/** The holds that a person's resume lifts. That for the quota is lifted by the quota. */
const liftedByPerson = ['person', 'overdue', 'reputation', 'account', 'refused']

/**
 * Each hold is lifted only by its own cause. After a person has lifted a hold for reputation, the send is not held for
 * it again.
 */
export const holds: Rule = {
  name: 'holds',
  watch: (book, report) => {
    const since = new Map<string, number>()
    const trusted = new Set<string>()
    return {
      before: (event) => {
        if (event.is !== 'send') return
        const before = book.sends.get(event.send)?.holds ?? []
        for (const cause of event.holds)
          if (!before.includes(cause) && !(event.heldSince && since.has(keyOf(event, cause))))
            // A hold that is written late is the one that a person has lifted.
            since.set(keyOf(event, cause), event.at)
        if (before.includes('reputation') && !event.holds.includes('reputation')) trusted.add(event.send)
        else if (
          trusted.has(event.send) &&
          event.holds.includes('reputation') &&
          !before.includes('reputation')
        )
          report(event.at, `${event.send} is held for its reputation again, and a person let it go on`)
        for (const cause of before) {
          if (event.holds.includes(cause)) continue
          const held = since.get(keyOf(book.sends.get(event.send)!, cause)) ?? 0
          const resumed = book
            // Asking for a cancelled send anew ends a pause, but no other hold.
            .deeds({ what: cause === 'person' ? ['resume', 'ask-anew'] : ['resume'], send: event.send })
            // Someone who asked before may have read afterwards, and a call may take effect late.
            // A request that was said to have failed may go on, too: its sandbox was frozen.
            .some(({ endedAt, how }) => endedAt === undefined || how === 'failed' || endedAt > held)
          const isPersons = liftedByPerson.includes(cause)
          if (isPersons && !resumed)
            report(event.at, `${event.send} goes on, held for "${cause}", and no person said so`)
        }
      },
    }
  },
}

const keyOf = ({ send, heldSince = {} }: SendIs, cause: string) =>
  `${send} ${cause} ${heldSince[cause] ?? ''}`
