import { type Caller, Identity } from '../access/caller.ts'
import { mayDo, type Need, neededRole, type Role } from '../access/role.ts'
import { defined } from '../runtime/defined.ts'
import {
  fieldsOf,
  type HttpRequest,
  type HttpResponse,
  json,
  type OnError,
} from '../runtime/http-pipeline.ts'
import type { Asker } from '../sending/ledger/asker.ts'
import { networkOf, visitorOf } from '../subscription/limits/visitor-network.ts'
import { type Answer, refuse } from './answer.ts'
import type { Once } from './idempotency.ts'
import { type ProblemName, problemMediaType } from './problems.ts'
import type { RateLimit } from './rate-limit.ts'
import { aboutOf, methodsAt, openApiPath } from './routes-and-roles.ts'
import type { Audited } from './write-audit-entry.ts'

export type Call = {
  /** The path's parameter. */
  id: string
  fields: Record<string, unknown>
  query: Record<string, string | undefined>
  /** The call’s `If-Match`. */
  ifMatch?: string | undefined
  /** Their role, which suffices for the route. */
  role: Role
  /** Who calls, see `Caller`. */
  who: Asker
}

/** What each call goes through. */
export type Guards = {
  /** Writes what may change something into the audit log, also what the caller's role is not enough for. */
  audited: Audited
  /** Does an act once, however often it comes with the same `Idempotency-Key`. */
  once: Once
  /** Counts the calls of each caller, and refuses those who call too often. */
  limit: RateLimit
  /** What only the console sends, which may then say from where a person called. */
  edgeKey: string
}

/** What answers each route, `GET /path`. */
export type Routes<Route extends string> = Record<Route, (call: Call) => Promise<Answer>>

/**
 * Calls of admins, behind the authorizer, which says who calls. Whether they may is decided here, before anything of the
 * call is looked at but whether it can be read.
 * @param needs the role that each route needs
 * @returns a function from a request (HTTP API, payload 2.0) to its response
 */
export const createRouter =
  <Route extends string>(
    needs: Record<Route, Need>,
    routes: Routes<Route>,
    { audited, once, limit, edgeKey }: Guards,
  ) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const name = Object.hasOwn(routes, request.routeKey) ? (request.routeKey as Route) : undefined
    const identity = identityOf(request)
    if ('refused' in identity) return unauthorized(identity.refused)
    if (!name) return unknownCall(request)
    const { headers, refusal } = await limit(identity)
    if (refusal) return respond(refusal, headers)
    const fields = fieldsOf(request)
    const id = idOf(request)
    const act = async (): Promise<Answer> => {
      const forbidden = whyNot(identity, neededRole(needs[name], fields))
      if (forbidden) return refuse('not-allowed', { message: forbidden })
      const query = request.queryStringParameters ?? {}
      return (
        refusalOf(request) ??
        routes[name]({
          id,
          fields,
          query,
          who: { by: identity.by, ...defined({ person: identity.person, email: identity.email }) },
          role: identity.role!,
          ifMatch: request.headers['if-match'],
        })
      )
    }
    const from = networkOf(visitorOf(request, edgeKey))
    const call = { route: name, caller: identity, id }
    const done = () => audited({ ...call, fields, from }, act)
    // A call that only asks may be asked again.
    if (!aboutOf(name)) return respond(await done(), headers)
    const key = request.headers['idempotency-key']
    return respond(await once({ ...call, key, body: request.body }, done), headers)
  }

const respond = ({ status, value, etag }: Answer, headers: Record<string, string> = {}): HttpResponse => {
  const response = json(status, value, status < 400 ? undefined : problemMediaType)
  return { ...response, headers: { ...response.headers, ...(etag && { etag }), ...headers } }
}

/** What a path under /api/ is answered with that is no call, whoever asks. */
export const unknownCall = (request: HttpRequest): HttpResponse => {
  const { rawPath, requestContext } = request
  const allow = methodsAt(rawPath).join(', ')
  if (allow === '') return respond(noSuchCall(request))
  const message = `${rawPath} is called by ${allow}, not by ${requestContext.http.method}`
  // RFC 9110 §15.5.6: it lists the methods that there are.
  return respond(refuse('wrong-method', { message }), { allow })
}

const noSuchCall = ({ requestContext, rawPath }: HttpRequest): Answer =>
  refuse('not-found', {
    message: `There is no ${requestContext.http.method} ${rawPath}: ${openApiPath} describes all calls`,
  })

/** @param why the caller is nobody. The challenge is due by RFC 9110 §15.5.2. */
const unauthorized = (why: string): HttpResponse => {
  const response = respond(refuse('not-signed-in', { message: `${why}: sign in again` }))
  return { ...response, headers: { ...response.headers, 'www-authenticate': 'Bearer' } }
}

/** Whom the authorizer found. Whoever comes by another way is nobody. */
const identityOf = ({ requestContext }: HttpRequest): Identity => {
  const { authorizer } = requestContext as { authorizer?: { lambda?: unknown } }
  const read = Identity.safeParse(authorizer?.lambda)
  return read.success ? read.data : { refused: 'Nobody says who calls' }
}

/** Why the caller may not, and whom to ask; undefined when they may. */
const whyNot = ({ by, role, key }: Caller, needed: Role): string | undefined => {
  if (role && mayDo(role, needed)) return undefined
  const has = role
    ? `has the role ${role}, and this needs ${needed}`
    : `has no role yet, and this needs ${needed}`
  return key
    ? `${by} ${has}: an owner makes another key (masthead keys create)`
    : `${by} ${has}: ask whoever runs the service for it (masthead admin role)`
}

/** The id of an issue or a send. DynamoDB accepts neither an empty key nor an endless one. */
const anId = /^[a-z0-9][a-z0-9-]{0,199}$/

/** Refuses what is wrong in any call. */
const refusalOf = (request: HttpRequest): Answer | undefined => {
  const type = request.headers['content-type'] ?? ''
  if (request.body !== undefined && !/^application\/([\w.-]+\+)?json\b/i.test(type))
    return refuse('not-json', { message: 'The body is not JSON: say content-type: application/json' })
  if (request.pathParameters && !anId.test(idOf(request)))
    return refuse('not-found', {
      message: 'There is nothing under this id: ids hold a–z, 0–9 and hyphens only',
    })
  return undefined
}

/** Each route has at most one parameter. */
const idOf = ({ pathParameters }: HttpRequest): string => Object.values(pathParameters ?? {})[0] ?? ''

/** What is wrong with a body that cannot be read, by the status of the pipeline's error. */
const unread: Record<number, [ProblemName, message: string]> = {
  400: ['not-valid', 'The body is not JSON'],
  413: ['too-large', 'The body is too large'],
}

/** The answer when a body cannot be read, or when the service itself fails. */
export const onError: OnError = (_, status) => {
  const [name, message] = unread[status] ?? ['failed', 'The service failed; its log says why']
  return respond(refuse(name, { message }))
}
