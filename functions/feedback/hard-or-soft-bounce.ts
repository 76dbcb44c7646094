import type { SesEvent } from './ses-event.ts'

type Bounce = Extract<SesEvent, { type: 'Bounce' }>

/**
 * Every `Permanent` bounce is hard: no mail will ever arrive. Also `OnAccountSuppressionList`: that one is not in the bounce
 * rate, but SES delivers nothing to an address on its list, each attempt uses up daily quota, and the event that put the
 * address there may have been lost. `Transient` and `Undetermined` bounces are soft: they say nothing about the next mail.
 */
export const bounceOf = ({ bounce }: Bounce): 'hard' | 'soft' =>
  bounce.bounceType === 'Permanent' ? 'hard' : 'soft'

/**
 * What speaks of the mailbox. Every other sub-type of a transient bounce (`MessageTooLarge`, `ContentRejected`,
 * `AttachmentRejected`) speaks of our mail, which one provider may refuse to all its readers; an `Undetermined` bounce says
 * nothing (Amazon SES Developer Guide, "Bounce types").
 */
const ofMailbox = ['General', 'MailboxFull']

/**
 * Whether a soft bounce is a server's word that its mailbox did not take the mail. SES reports an autoresponder's answer (“out of
 * office”) as a transient bounce too, which has no delivery status notification (Amazon SES Developer Guide, "Bounced
 * recipients": these fields come with a DSN).
 */
export const isRefusedForNow = (event: Bounce): boolean =>
  event.bounce.bounceType === 'Transient' &&
  ofMailbox.includes(event.bounce.bounceSubType) &&
  event.bounce.bouncedRecipients.some(({ status, diagnosticCode }) => Boolean(status ?? diagnosticCode))
