import type { StepIs } from '../history.ts'
import { type Book, blank } from './book.ts'
import type { Report, Rule } from './rule.ts'

/**
 * A send to those who got another, or did not, plans nobody of whom the opposite was certain when it began, by whichever
 * of their ids, and leaves nobody out for that. Who is in doubt may be left out of both.
 */
export const whoGot: Rule = {
  name: 'who got',
  watch: (book, report) => {
    /** Who got a send, or may have, at any time: `send reader`. */
    const mayHave = new Set<string>()
    return {
      after: (event) => {
        if (event.is === 'batch')
          for (const [index, reader] of (
            book.batches.get(`${event.send} ${event.batch}`)?.readers ?? []
          ).entries())
            if (/[auW]/.test(event.letters[index] ?? '')) mayHave.add(`${event.send} ${reader}`)
        if (event.is === 'step') judgeStep(book, event, mayHave, report)
      },
    }
  },
}

const judgeStep = (book: Book, event: StepIs, mayHave: ReadonlySet<string>, report: Report) => {
  const { at, send } = event
  const { only } = book.sends.get(send) ?? {}
  if (!only) return
  const planned = Object.values(event.batches).flat()
  const others = event.leftOut['other-issues'] ?? []
  const [taken, passed] = only.got ? [planned, others] : [others, planned]
  for (const reader of taken)
    if (isOne(book, reader) && !book.people.idsOf(reader).some((id) => mayHave.has(`${only.send} ${id}`)))
      report(at, `${reader} counts in ${send} as somebody who got ${only.send}, and nobody sent it to them`)
  for (const reader of passed)
    if (isOne(book, reader) && hadGot(book, only.send, reader, book.frozenSince(send) ?? at))
      report(at, `${reader} counts in ${send} as somebody who did not get ${only.send}, and SES had taken it`)
}

const isOne = (book: Book, reader: string) => reader !== blank && !book.people.isMixed(reader)

/** Whether SES had taken their mail before a time; whom a person had sent it again was left out then, perhaps. */
const hadGot = (book: Book, send: string, reader: string, before: number): boolean =>
  book.deeds({ what: ['resend'], send }).length === 0 &&
  book.callsTo(send, reader).some(({ takenAt }) => takenAt !== undefined && takenAt < before)
