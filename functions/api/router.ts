import {
  fieldsOf,
  type HttpRequest,
  type HttpResponse,
  json,
  type OnError,
} from '../runtime/http-pipeline.ts'
import { type Answer, refuse } from './answers.ts'

export type Call = {
  /** The path's parameter. */
  id: string
  fields: Record<string, unknown>
  query: Record<string, string | undefined>
  /** Who calls. */
  by?: string | undefined
}

/** What answers each route, `GET /path`. */
export type Routes<Route extends string> = Record<Route, (call: Call) => Promise<Answer>>

/**
 * Calls of admins, behind an authorizer that has verified the caller.
 * @returns a function from a request (HTTP API, payload 2.0) to its response
 */
export const createRouter =
  <Route extends string>(routes: Routes<Route>) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const route = Object.hasOwn(routes, request.routeKey) ? routes[request.routeKey as Route] : undefined
    const { status, value } =
      refusalOf(request) ??
      (route
        ? await route({
            id: idOf(request),
            fields: fieldsOf(request),
            query: request.queryStringParameters ?? {},
            by: callerOf(request),
          })
        : refuse(404, { message: `There is no ${request.routeKey}` }))
    return json(status, value)
  }

/** The id of an issue or a send. DynamoDB accepts neither an empty key nor an endless one. */
const anId = /^[a-z0-9][a-z0-9-]{0,199}$/

/** Refuses what is wrong in any call. */
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

/**
 * The caller: their address if the token proves it to be theirs, else what Cognito calls them. ID tokens carry the
 * address. Access tokens have only `username`, which is a UUID where people sign in by an address; `sub` is in every
 * token (Cognito Developer Guide, "Understanding the identity (ID) token" and "Understanding the access token").
 */
const callerOf = ({ requestContext }: HttpRequest): string | undefined => {
  const { authorizer } = requestContext as { authorizer?: { jwt?: { claims?: Record<string, string> } } }
  const { email, email_verified, username, sub } = authorizer?.jwt?.claims ?? {}
  // A user may write any address into their account. Cognito marks it as verified once they have proved that it is
  // theirs.
  return (email_verified === 'true' ? email : undefined) ?? username ?? sub
}

const messages: Record<number, string> = {
  400: 'The body is not JSON',
  413: 'The body is too large',
}

/** The answer when a body cannot be read, or when the service itself fails. */
export const onError: OnError = (_, status) =>
  json(status, { problems: [{ message: messages[status] ?? 'The service failed; its log says why' }] })
