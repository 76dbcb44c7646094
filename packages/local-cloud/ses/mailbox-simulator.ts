import type { StoredMessage } from '../types.ts'
import { addressOf } from './headers.ts'

/** What SES later reports about one recipient. */
export type Fate = 'delivered' | 'bounced' | 'suppressed' | 'complained'

const simulated: Record<string, Fate> = {
  success: 'delivered',
  bounce: 'bounced',
  complaint: 'complained',
  // The out-of-office reply goes to the sender; for SES the mail was delivered.
  ooto: 'delivered',
  suppressionlist: 'suppressed',
}

/** Whether an address is the mailbox simulator's; these do not count towards the daily quota. */
export const isSimulated = (mailbox: string): boolean =>
  addressOf(mailbox).toLowerCase().endsWith('@simulator.amazonses.com')

/**
 * The outcome of mail to an address: delivered, except for the mailbox simulator's
 * (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html).
 */
export const fateOf = (mailbox: string): Fate => {
  if (!isSimulated(mailbox)) return 'delivered'
  const [name = ''] = addressOf(mailbox).toLowerCase().split('@')
  return simulated[name.split('+')[0]!] ?? 'bounced'
}

/** Types of complaint; "not-spam" is the opposite of one (SES Developer Guide, "complaint object"; RFC 5965 §7.3). */
const feedbackTypes = ['abuse', 'auth-failure', 'fraud', 'not-spam', 'other', 'virus']

/**
 * The type of an address's complaint. AWS's simulator only knows abuse; here a label may request another, as in
 * `complaint+not-spam@simulator.amazonses.com`.
 */
export const feedbackTypeOf = (mailbox: string): string => {
  const label = /\+([^@]*)@/.exec(addressOf(mailbox).toLowerCase())?.[1] ?? ''
  return feedbackTypes.includes(label) ? label : 'abuse'
}

// Amazon SES rejects mail with a virus. This is the harmless test file for virus scanners.
const eicar = Buffer.from('EICAR-STANDARD-ANTIVIRUS-TEST-FILE')
const eicarBase64 = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE')
  .toString('base64')
  .slice(0, 40)

/** Whether SES would find a virus. */
export const isInfected = (raw: Buffer): boolean => raw.includes(eicar) || raw.includes(eicarBase64)

/** A message's overall outcome, for the list of messages. */
export const outcomeOf = (raw: Buffer, destinations: string[]): StoredMessage['outcome'] => {
  if (isInfected(raw)) return 'rejected'
  const fate = destinations.map(fateOf).find((one) => one !== 'delivered')
  if (fate === 'suppressed') return 'bounced'
  return fate ?? 'delivered'
}
