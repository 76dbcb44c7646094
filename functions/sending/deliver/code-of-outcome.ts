import type { MailOutcome } from '../../mail/mailer.ts'
import type { OutcomeCode } from '../ledger/outcomes.ts'

/**
 * What the ledger notes of a call. `.`: nothing was sent, and the reader is called again; `u`: perhaps it was, and a person
 * decides.
 */
export const codeOfOutcome = {
  accepted: 'a',
  uncertain: 'u',
  rejected: 'r',
  throttled: '.',
  quota: '.',
  account: '.',
  unknown: '.',
  'not-called': '.',
} as const satisfies Record<MailOutcome['outcome'], OutcomeCode>
