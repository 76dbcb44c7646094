import { blank } from './book.ts'
import type { Rule } from './rule.ts'

/**
 * At the end the ledger says what SES did: accepted mails were taken, failed and excluded ones were not, and reported
 * ones are known.
 */
export const truth: Rule = {
  name: 'truth',
  watch: (book, report) => {
    const doubts: { at: number; whose: string; sandbox: string | undefined }[] = []
    /** The sandbox that last marked each recipient as under way. */
    const markedBy = new Map<string, string | undefined>()
    const isExcused = (sandbox: string | undefined) =>
      sandbox === undefined ? book.stricken.size > 0 : book.stricken.has(sandbox)
    return {
      before: (event) => {
        if (event.is !== 'batch') return
        const before = book.batches.get(`${event.send} ${event.batch}`)
        if (!before) return
        for (let index = 0; index < event.letters.length; index += 1) {
          if (before.letters[index] === event.letters[index]) continue
          const place = `${event.send} ${event.batch} ${index}`
          if (event.letters[index] === '>') markedBy.set(place, event.sandbox)
          const reader = before.readers[index]
          if (!reader) continue
          const calls = book.callsAt(event.send, event.batch, index)
          const letter = event.letters[index]
          const say = (what: string) => report(event.at, `${reader} of ${event.send} is ${what}`)
          // A failing worker may give its batch back before it ends, so this is judged at the end.
          if (letter === 'u' && !calls.some(({ isLost }) => isLost))
            doubts.push({
              at: event.at,
              whose: `${reader} of ${event.send}`,
              sandbox: markedBy.get(place),
            })
          if (letter === 'r' && !calls.some(({ answer }) => answer === 'rejected'))
            say('rejected, and SES never refused them')
        }
      },
      end: (at) => {
        for (const { at: since, whose, sandbox } of doubts)
          if (!isExcused(sandbox))
            report(
              since,
              `${whose} is uncertain, though their worker was not stopped and no answer for them was lost`,
            )
        if (!book.rules.isOver) return
        for (const { send, holds, cancelled } of book.sends.values())
          for (const { reader, letter, batch, index } of book.lettersOf(send)) {
            // What SES reported is read by who goes on with the batch.
            const isPaused = !batch.closed && holds.length > 0 && !cancelled
            if (reader === blank || isPaused) continue
            const calls = book.callsAt(send, batch.batch, index)
            const taken = calls.filter(({ takenAt }) => takenAt !== undefined)
            const say = (what: string) => report(at, `${reader} of ${send} is ${what}`)
            if (letter === 'a' && taken.length === 0) say('accepted, and SES took nothing')
            if (letter === 'u' && taken.some(({ reportedAt }) => reportedAt !== undefined))
              say('uncertain, though SES reported them')
            const resent = book.deeds({ what: ['resend', 'write-off'], send }).length > 0
            if (/[rmxUSPGCZMT]/.test(letter) && taken.length > 0 && !resent)
              say(`"${letter}", and SES took their mail`)
          }
      },
    }
  },
}
