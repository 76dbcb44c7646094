import type { AuditAnswer } from '../../functions/api/answers/service.ts'
import type { Act } from '../../functions/api/routes-and-roles.ts'

type Entry = AuditAnswer['entries'][number]

/** What was asked for; before the name of what it is about. A decision about a send or a reader says which. */
const deeds: Record<Act, string> = {
  'POST /api/issues/{issue}/uploads': 'upload issue',
  'POST /api/issues/{issue}/unpublish': 'take down issue',
  'POST /api/sends': 'ask for send',
  'POST /api/sends/{send}/actions': 'send',
  'POST /api/sends/{send}/correction': 'correct send',
  'POST /api/readers/actions': 'reader',
  'POST /api/segments': 'save segment',
  'POST /api/segments/{segment}/remove': 'remove segment',
  'POST /api/imports': 'ask for import',
  'POST /api/imports/{import}/start': 'start import',
  'POST /api/imports/{import}/cancel': 'cancel import',
  'POST /api/keys': 'make key',
  'POST /api/keys/{key}/revoke': 'revoke key',
  'POST /api/webhooks': 'make webhook',
  'PUT /api/webhooks/{webhook}': 'change webhook',
  'POST /api/webhooks/{webhook}/actions': 'webhook',
  'POST /api/dead-letters': 'redrive',
}

/** `pause send matrix-64--digest`; of an act of another version its route. */
export const deedOf = ({ route, action, about, result }: Entry): string => {
  const deed = Object.hasOwn(deeds, route) ? deeds[route as Act] : route
  return [action, deed, nameOf(route, about, result?.about)].filter(Boolean).join(' ')
}

/** A key has a name and an id. */
const nameOf = (route: string, asked?: string, made?: string): string | undefined =>
  route === 'POST /api/keys' && made ? `${asked} (${made})` : (made ?? asked)

/** In words what the answer's status says. */
export const outcomeOf = ({ result }: Entry): string => {
  if (!result) return 'not known: under way, or broken off'
  const { status, outcome, why } = result
  if (status < 300) return doneOf(result)
  if (status === 403) return 'not allowed'
  const word = status < 500 ? `refused (${status})` : `failed (${status})`
  return outcome === undefined && why ? `${word}: ${why}` : word
}

/** 202: it is asked for, and done by others. */
const doneOf = ({ status, outcome = status === 202 ? 'asked' : 'done' }: NonNullable<Entry['result']>) =>
  outcome === 'already' ? 'nothing to do' : outcome.replaceAll('-', ' ')

/** `from 2031-05-06 09:00 to now`, of a send that was given another time. @param localTime as the caller writes times */
export const movedOf = ({ action, result }: Entry, localTime: (at: string) => string): string | undefined => {
  if (action !== 'reschedule' || !result?.after) return undefined
  const when = ({ at, ownZones }: Record<string, unknown> = {}) => {
    if (typeof ownZones === 'string') return `${ownZones.replace('T', ' ')} by readers’ own clocks`
    return typeof at === 'string' ? localTime(at) : 'at once'
  }
  return `from ${when(result.before)} to ${when(result.after)}`
}
