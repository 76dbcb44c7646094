import type { StoredMessage } from '../types.ts'
import { addressOf } from './headers.ts'

/** What SES later reports about one recipient. */
export type Fate = 'delivered' | 'bounced' | 'bounced-for-now' | 'suppressed' | 'complained'

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
  const fate = simulated[name.split('+')[0]!] ?? 'bounced'
  return fate === 'bounced' && labelOf(mailbox) === 'full' ? 'bounced-for-now' : fate
}

/**
 * The label of an address, up to its first dot: `delayed` of `success+delayed.7@simulator.amazonses.com`. AWS's simulator
 * ignores labels. Here they ask for what it cannot do: a full mailbox (`bounce+full`), a delivery that is delayed first,
 * what a reader does then (`success+delayed`, `+opened`, `+clicked`, `+unsubscribed`), and a complaint's type.
 */
export const labelOf = (mailbox: string): string =>
  isSimulated(mailbox) ? (/\+([^@.]*)[^@]*@/.exec(addressOf(mailbox).toLowerCase())?.[1] ?? '') : ''

/** Types of complaint; "not-spam" is the opposite of one (SES Developer Guide, "complaint object"; RFC 5965 §7.3). */
const feedbackTypes = ['abuse', 'auth-failure', 'fraud', 'not-spam', 'other', 'virus']

/**
 * The type of an address's complaint. AWS's simulator only knows abuse; here a label may request another, as in
 * `complaint+not-spam@simulator.amazonses.com`.
 */
export const feedbackTypeOf = (mailbox: string): string =>
  feedbackTypes.includes(labelOf(mailbox)) ? labelOf(mailbox) : 'abuse'

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
  if (fate === 'suppressed' || fate === 'bounced-for-now') return 'bounced'
  return fate ?? 'delivered'
}
