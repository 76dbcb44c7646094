import { perAddress } from './sign-up-limits.ts'
import type { Subscriber } from './subscriber.ts'

const day = 86_400_000

/**
 * Leave to mail a reader because of what somebody did in a form: so many mails within a day and a pause between them,
 * so that our forms are no tool to flood an inbox.
 * @param now Unix milliseconds
 * @param pause milliseconds since the last mail; none is needed where the reader's own link was used
 * @returns what to note in the reader's row with the mail; undefined when there must be none
 */
export const mailLimit = (
  before: Subscriber | undefined,
  now: number,
  pause: number = perAddress.pauseMs,
): { mailedAt: string; mails: number } | undefined => {
  const mailedAt = new Date(now).toISOString()
  if (!before || !('mailedAt' in before) || !before.mailedAt) return { mailedAt, mails: 1 }
  const past = now - Date.parse(before.mailedAt)
  if (past >= day) return { mailedAt, mails: 1 }
  const mails = (before.mails ?? 0) + 1
  return past >= pause && mails <= perAddress.aDay ? { mailedAt, mails } : undefined
}
