import type { SendAnswer } from '../functions/api/answers.ts'
import { audienceOf, goesWhen } from './describe-send.ts'
import { localTime } from './format.ts'
import { whyHeld } from './send-summary.ts'

/** What to say of a send that is made now, or goes on: when, to whom, and what holds it. */
export const made = ({ send, timeZone }: SendAnswer): string[] => [
  send.reopening
    ? `${send.id} goes on, to those who were left out when it was cancelled`
    : `${send.id} goes ${goesWhen(send, timeZone)}${send.ownZones ? ',' : ''} to ${audienceOf(send, timeZone)}`,
  // To ask anew ends a person's pause of before, and nothing else that held it.
  ...whyHeld(send, timeZone).map(([, why]) => `It stands still: ${why}`),
]

/** What to say of a send that was cancelled, and that nobody has asked for anew. */
export const cancelled = (
  { send: { id, issue, cancelledAt = '', frozen }, timeZone }: SendAnswer,
  { purpose, yes }: { purpose?: string; yes?: boolean },
): string => {
  // A send that had begun has reached some.
  const whom = frozen ? 'nobody else' : 'nobody'
  const again = [issue, ...(purpose ? ['--purpose', purpose] : []), '--anew', ...(yes ? ['--yes'] : [])]
  return `${id} was cancelled on ${localTime(cancelledAt, timeZone)}: ${whom} will get it. To send it after all: masthead send ${again.join(' ')}`
}
