import { fieldsOf, type HttpRequest, type HttpResponse, json } from '../platform/http.ts'
import type { Actions } from './actions.ts'
import { type Answer, refuse } from './answers.ts'
import type { Issues } from './issues.ts'
import type { Sends } from './sends.ts'

type Call = {
  /** The path's parameter. */
  id: string
  fields: Record<string, unknown>
  /** Who calls. */
  by?: string
}

/**
 * The admins' JSON API, behind an authorizer that has verified the caller.
 * @returns a function from a request (HTTP API, payload 2.0) to its response
 */
export const createApi = ({ issues, sends, actions }: { issues: Issues; sends: Sends; actions: Actions }) => {
  const routes: Record<string, (call: Call) => Promise<Answer>> = {
    'POST /api/issues/{issue}/uploads': ({ id, fields }) => issues.upload(id, fields),
    'GET /api/issues': () => issues.all(),
    'GET /api/issues/{issue}': ({ id }) => issues.one(id),
    'POST /api/sends': ({ fields, by }) => sends.request(fields, by),
    'GET /api/sends': () => sends.all(),
    'GET /api/sends/{send}': ({ id }) => sends.one(id),
    'POST /api/sends/{send}/actions': ({ id, fields }) => actions.act(id, fields),
  }
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const route = routes[request.routeKey]
    const { status, value } =
      refusalOf(request) ??
      (route
        ? await route({ id: idOf(request), fields: fieldsOf(request), by: callerOf(request) })
        : refuse(404, { message: `There is no ${request.routeKey}` }))
    return json(status, value)
  }
}

/** As an issue's or a send's id is written. An empty or endless one is no key that DynamoDB takes. */
const anId = /^[a-z0-9][a-z0-9-]{0,199}$/

/** What no call may be. */
const refusalOf = (request: HttpRequest): Answer | undefined => {
  const type = request.headers['content-type'] ?? ''
  if (request.body !== undefined && !/^application\/([\w.-]+\+)?json\b/i.test(type))
    return refuse(415, { message: 'The body is not JSON: say content-type: application/json' })
  if (request.pathParameters && !anId.test(idOf(request)))
    return refuse(404, { message: 'There is nothing under this id: ids hold a–z, 0–9 and hyphens only' })
  return undefined
}

/** Each route has at most one parameter. */
const idOf = ({ pathParameters }: HttpRequest): string => Object.values(pathParameters ?? {})[0] ?? ''

/** Access tokens of Cognito carry `username`; `sub` is in every token (Cognito Developer Guide, "Access token payload"). */
const callerOf = ({ requestContext }: HttpRequest): string | undefined => {
  const { authorizer } = requestContext as { authorizer?: { jwt?: { claims?: Record<string, string> } } }
  const { username, sub } = authorizer?.jwt?.claims ?? {}
  return username ?? sub
}
