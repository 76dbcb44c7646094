import { perAddress } from './sign-up-limits.ts'

const day = 86_400_000

/** What a reader's row says of the mails that form posts triggered. */
type Mailed = { id: string; mailedAt?: string | undefined; mails?: number | undefined }

/**
 * Limits the mails that form posts can trigger to one address: a daily maximum, and a pause in between, so that nobody
 * can flood an inbox through our forms.
 * @param now Unix milliseconds
 * @param pause minimum milliseconds since the last mail; 0 when the reader's own link was used
 * @returns the fields to store in the reader's row along with the mail; undefined when no mail may be sent
 */
export const mailLimit = (
  before: Mailed | undefined,
  now: number,
  pause: number = perAddress.pauseMs,
): { mailedAt: string; mails: number } | undefined => {
  const mailedAt = new Date(now).toISOString()
  if (!before?.mailedAt || before.mails === 0) return { mailedAt, mails: 1 }
  const past = now - Date.parse(before.mailedAt)
  if (past >= day) return { mailedAt, mails: 1 }
  const mails = (before.mails ?? 0) + 1
  return past >= pause && mails <= perAddress.aDay ? { mailedAt, mails } : undefined
}
