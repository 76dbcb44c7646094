import type { AuditAnswer } from '../../functions/api/answers/service.ts'
import type { Act } from '../../functions/api/routes-and-roles.ts'

type Entry = AuditAnswer['entries'][number]

/** What was asked for; before the name of what it is about. A decision about a send or a reader says which. */
const deeds: Record<Act, string> = {
  'POST /api/issues/{issue}/uploads': 'upload issue',
  'POST /api/issues/{issue}/unpublish': 'take down issue',
  'POST /api/sends': 'ask for send',
  'POST /api/sends/{send}/actions': 'send',
  'POST /api/readers/actions': 'reader',
  'POST /api/segments': 'save segment',
  'POST /api/segments/{segment}/remove': 'remove segment',
  'POST /api/imports': 'ask for import',
  'POST /api/imports/{import}/cancel': 'cancel import',
  'POST /api/keys': 'make key',
  'POST /api/keys/{key}/revoke': 'revoke key',
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
  const { status, outcome } = result
  if (status < 300) return outcome === 'already' ? 'nothing to do' : (outcome ?? 'done').replaceAll('-', ' ')
  if (status === 403) return 'not allowed'
  return status < 500 ? `refused (${status})` : `failed (${status})`
}
