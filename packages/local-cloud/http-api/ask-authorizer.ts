import type { Invoke, Request, Resource, Response } from '../types.ts'
import { refusal } from './answer.ts'
import { type Authorization, authorizerEvent, type Target } from './event.ts'
import type { RouteMatch } from './routes.ts'

type AuthorizerProperties = {
  AuthorizerUri?: string
  IdentitySource?: string[]
  AuthorizerResultTtlInSeconds?: number | string
}

/** A request on its way to a function: its route, and where the route is. `path` is decoded. */
export type Arrived = { request: Request; path: string; match: RouteMatch; target: Target }

export type AskAuthorizer = (
  authorizer: Resource,
  arrived: Arrived,
) => Promise<Authorization | { refused: Response }>

export type AskAuthorizerOptions = {
  invoke: Pick<Invoke, 'now'>
  /** Whether the function's Lambda permissions let API Gateway call it for this authorizer. */
  mayInvoke: (functionArn: string, sourceArn: string) => boolean
  /** Milliseconds; the age of what is cached. */
  now: () => number
}

/** AWS's, for an authorizer that says none. */
const defaultTtlSeconds = 300

/**
 * Asks a REQUEST authorizer with simple responses, in payload format 2.0. A request without one of its identity sources
 * is answered 401 before the function is asked. An answer is kept for the authorizer's TTL under the values of the
 * identity sources, whatever the route; without identity sources nothing is kept.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 * @returns a function that throws where API Gateway answers 500: the authorizer fails, may not be called, or answers in
 *   another form
 */
export const createAskAuthorizer = ({ invoke, mayInvoke, now }: AskAuthorizerOptions): AskAuthorizer => {
  const kept = new Map<string, { until: number; answer: Simple }>()
  return async (authorizer, arrived) => {
    const {
      AuthorizerUri = '',
      IdentitySource = [],
      AuthorizerResultTtlInSeconds: ttl = defaultTtlSeconds,
    } = authorizer.properties as AuthorizerProperties
    const identitySource = IdentitySource.map((source) => identityIn(source, arrived) ?? '')
    if (identitySource.includes('')) return { refused: refusal(401, 'Unauthorized') }
    const { apiId, stage } = arrived.target
    const key = JSON.stringify([apiId, stage, authorizer.physicalId, ...identitySource])
    const before = kept.get(key)
    if (before && before.until > now()) return outcomeOf(before.answer)
    const [functionArn = ''] = /arn:aws:lambda:[^/]+:function:[^/]+/.exec(AuthorizerUri) ?? []
    const [region, account] = functionArn.split(':').slice(3)
    const source = `arn:aws:execute-api:${region}:${account}:${apiId}`
    const ownArn = `${source}/authorizers/${authorizer.physicalId}`
    if (!mayInvoke(functionArn, ownArn))
      throw new Error(`API Gateway may not invoke ${functionArn}: give it a Lambda permission for ${ownArn}`)
    const { request, path, match, target } = arrived
    const routeArn = `${source}/${stage}/${request.method}${path}`
    const event = authorizerEvent(request, path, match, target, { routeArn, identitySource })
    const answer = readSimple(await invoke.now(functionArn, event))
    const keptMs = IdentitySource.length > 0 ? Number(ttl) * 1000 : 0
    if (keptMs > 0) kept.set(key, { until: now() + keptMs, answer })
    return outcomeOf(answer)
  }
}

type Simple = { isAuthorized: boolean; context?: Record<string, unknown> }

const readSimple = (answer: unknown): Simple => {
  const { isAuthorized, context = {} } = (answer ?? {}) as Partial<Simple>
  if (typeof isAuthorized !== 'boolean')
    throw new Error(`the authorizer answered ${JSON.stringify(answer)}, without isAuthorized: true or false`)
  return { isAuthorized, context }
}

const outcomeOf = ({ isAuthorized, context = {} }: Simple) =>
  isAuthorized ? { lambda: context } : { refused: refusal(403, 'Forbidden') }

/** The value of an identity source; undefined when the request has none. */
const identityIn = (source: string, { request, path, match, target }: Arrived): string | undefined => {
  const [, place, name = ''] =
    /^\$(request\.header|request\.querystring|context|stageVariables)\.(.+)$/.exec(source) ?? []
  if (place === 'request.header') return request.headers[name.toLowerCase()]
  if (place === 'request.querystring') return new URLSearchParams(request.query).get(name) ?? undefined
  if (place === 'stageVariables') return target.stageVariables?.[name]
  const context: Record<string, string> = {
    accountId: target.account,
    apiId: target.apiId,
    httpMethod: request.method,
    path,
    routeKey: match.routeKey,
    stage: target.stage,
  }
  if (place !== 'context' || !(name in context))
    throw new Error(`the identity source ${source} is not known to the local cloud`)
  return context[name]
}
