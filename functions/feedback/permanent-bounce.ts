import type { SesEvent } from './ses-event.ts'

/**
 * Whether a bounce means that no mail will ever arrive. Every `Permanent` one counts, including
 * `OnAccountSuppressionList`: that one is not in the bounce rate, but SES delivers nothing to an address on its list,
 * each attempt uses up daily quota, and the event that put the address there may have been lost. `Transient` and
 * `Undetermined` bounces say nothing about the next mail.
 */
export const isPermanentBounce = (event: SesEvent): boolean =>
  event.type === 'Bounce' && event.bounce.bounceType === 'Permanent'
