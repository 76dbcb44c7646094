import type { Rule } from './rule.ts'

/**
 * Nobody is mailed twice for one send. The only allowed repeat is a person's resend, if the service had not learnt by
 * then that SES had accepted the first mail.
 */
export const once: Rule = {
  name: 'once',
  watch: (book, report) => ({
    before: (event) => {
      if (event.is !== 'call-taken') return
      const call = book.calls.get(event.call)!
      for (const first of book.callsTo(call.send, call.reader)) {
        if (first.takenAt === undefined || first.call === call.call) continue
        // Two readers when they were planned, of whom one has moved to where the other was.
        const isSamePlace = first.batch === call.batch && first.index === call.index
        if (!isSamePlace && book.people.isMixed(call.reader)) continue
        // If both were under way at once, the one that began later is the repeat.
        const [earlier, later] = first.at <= call.at ? [first, call] : [call, first]
        const resent = book
          .deeds({ what: ['resend'], send: call.send })
          .some(({ askedAt }) => askedAt > earlier.at && askedAt < later.at)
        const isKnown = earlier.reportedAt !== undefined && earlier.reportedAt + book.rules.lifeMs < later.at
        if (!resent)
          report(
            event.at,
            `${call.reader} is mailed twice for ${call.send}, by ${earlier.run} and ${later.run}`,
          )
        else if (isKnown)
          report(
            event.at,
            `${call.reader} is mailed again for ${call.send} although SES had reported the first`,
          )
      }
    },
  }),
}
