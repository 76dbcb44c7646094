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
 * Whether a soft bounce is a server's word that it did not take the mail. SES reports an autoresponder's answer (“out of
 * office”) as a transient bounce too, which has no delivery status notification (Amazon SES Developer Guide, "Bounced
 * recipients": these fields come with a DSN).
 */
export const isRefusedForNow = (event: Bounce): boolean =>
  bounceOf(event) === 'soft' &&
  event.bounce.bouncedRecipients.some(({ status, diagnosticCode }) => Boolean(status ?? diagnosticCode))
