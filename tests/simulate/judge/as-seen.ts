import type { Saw, SendIs } from '../history.ts'
import type { Rule } from './rule.ts'

/** Whoever does something to a send as they have seen it does it to that alone, however late their write takes effect; who approves approves what it would have sent then. */
export const asSeen: Rule = {
  name: 'as seen',
  watch: (book, report) => {
    const seen = new Map<string, Saw>()
    return {
      before: (event) => {
        if (event.is === 'saw') seen.set(event.deed, event)
        if (event.is !== 'send' || event.deed === undefined) return
        const before = book.sends.get(event.send)
        const saw = seen.get(event.deed)
        if (saw === undefined || before?.deed === event.deed) return
        if (before?.version !== saw.version)
          report(event.at, `${event.send} is changed as somebody saw it who did not see ${before?.version}`)
        const { approved = [] } = event
        if (saw.editions && approved.some((one) => !saw.editions!.includes(one)) && isNew(approved, before))
          report(event.at, `${event.send} is approved for ${approved} by who saw ${saw.editions}`)
      },
    }
  },
}

const isNew = (approved: readonly string[], before: SendIs | undefined): boolean =>
  approved.join() !== before?.approved?.join()
