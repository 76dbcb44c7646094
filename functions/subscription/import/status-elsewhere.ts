import type { SuppressionCause } from '../states/suppression-cause.ts'
import { plainName } from './columns.ts'
import type { Plan } from './plan.ts'
import type { Values } from './row-values.ts'

/** How a reader is to stand here: as they stood elsewhere. */
export type As =
  | { status: 'active' }
  | { status: 'unsubscribed'; since?: string }
  | { status: 'suppressed'; cause: SuppressionCause; since?: string }

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

/** What became of a reader elsewhere; `unconfirmed` = never opted in. */
export type Standing = 'active' | 'unconfirmed' | 'unsubscribed' | 'admin' | 'bounce' | 'complaint'

const statuses: Record<string, Standing> = {
  ...of(
    'active',
    'active paused subscribed confirmed enabled regular premium free paid gifted trialed comped yes true 1',
  ),
  ...of('unconfirmed', 'pending unconfirmed unactivated validating nonsubscribed transactional new'),
  ...of(
    'unsubscribed',
    'unsubscribed cancelled canceled inactive optedout removed disabled archived churned past left no false 0',
  ),
  ...of('admin', 'suppressed blocklisted blacklisted blocked banned'),
  ...of('bounce', 'bounced bounce cleaned undeliverable invalid hardbounced upset'),
  ...of('complaint', 'complained complaint complainer spam spammed spamcomplaint markedasspam'),
}

function of(standing: Standing, words: string): Record<string, Standing> {
  return Object.fromEntries(words.split(' ').map((word) => [word, standing]))
}

/** How a service's word for a subscriber's state is meant; undefined for a word that is not known. */
export const standingOf = (status: string): Standing | undefined => {
  const word = plainName(status)
  return Object.hasOwn(statuses, word) ? statuses[word] : undefined
}
