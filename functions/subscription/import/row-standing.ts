import type { SuppressionCause } from '../states/suppression-cause.ts'
import type { Plan } from './plan.ts'
import type { Values } from './row-values.ts'
import { type Standing, standingOf } from './services.ts'

/** How a reader is to stand here: as they stood elsewhere. */
export type As =
  | { status: 'active' }
  | { status: 'unsubscribed'; since?: string }
  | { status: 'suppressed'; cause: SuppressionCause; since?: string }

/** RFC 2142 §§3–5, and addresses from which mail is sent and never read. Nobody opted in for them alone. */
const roleNames = new Set([
  ...[
    'abuse',
    'admin',
    'administrator',
    'billing',
    'contact',
    'ftp',
    'help',
    'hostmaster',
    'info',
    'mailer-daemon',
  ],
  ...['marketing', 'news', 'no-reply', 'noc', 'noreply', 'office', 'postmaster', 'root', 'sales', 'security'],
  ...['spam', 'support', 'usenet', 'uucp', 'webmaster', 'www'],
])

export const isRole = (address: string): boolean => roleNames.has(address.slice(0, address.lastIndexOf('@')))

const weight: Standing[] = ['active', 'unconfirmed', 'unsubscribed', 'admin', 'bounce', 'complaint']

/** The weightiest of all that a row says, so that nobody who left or bounced is taken for a reader. */
export const standingIn = (values: Values, everybody: Plan['everybody']): Standing | undefined => {
  const said = (field: string) => (values[field] ?? '').trim()
  const isYes = (field: string) => standingOf(said(field)) === 'active'
  const isNo = (field: string) => said(field) !== '' && !isYes(field)
  const status = said('status') === '' ? 'active' : standingOf(said('status'))
  if (!status) return undefined
  const cause = status === 'admin' ? standingOf(said('cause')) : undefined
  const all: Standing[] = [
    cause && ['bounce', 'complaint'].includes(cause) ? cause : status,
    ...when(said('unsubscribedAt') !== '' || isNo('emailOn') || isYes('emailOff'), 'unsubscribed'),
    ...when(everybody === 'unsubscribed', 'unsubscribed'),
    ...when(said('bouncedAt') !== '' || everybody === 'bounced', 'bounce'),
  ]
  return weight.findLast((one) => all.includes(one))
}

const when = (is: boolean, standing: Standing): Standing[] => (is ? [standing] : [])

/** @param since when they left or were suppressed, if that is known */
export const asOf = (standing: Standing, since?: string): As => {
  const dated = since ? { since } : {}
  if (standing === 'active') return { status: 'active' }
  if (standing === 'unsubscribed' || standing === 'unconfirmed') return { status: 'unsubscribed', ...dated }
  return { status: 'suppressed', cause: standing, ...dated }
}
