import { type Meter, partsOf } from '../bill/usage.ts'
import type { IsOwnHost } from '../http/hosts.ts'
import { serve } from '../http/serve.ts'
import { FunctionError } from '../lambda/errors.ts'
import type { Invoke, Problem, Request, Resource, Resources, Response, Service } from '../types.ts'
import { answerOf, refusal } from './answer.ts'
import { type AskAuthorizer, createAskAuthorizer } from './ask-authorizer.ts'
import { authorize } from './authorize.ts'
import type { VerifyToken } from './check-token.ts'
import { corsOf } from './cors.ts'
import { httpEvent, type Target } from './event.ts'
import { integrationOf } from './integration.ts'
import { findRoute, type RouteMatch } from './routes.ts'
import { createThrottle } from './throttle.ts'

export type HttpApiOptions = {
  /** 0 for any free port. */
  port: number
  /** The current API; undefined when there is none. */
  api: () => Resource | undefined
  /** Read at each request, so that live edits take effect. */
  resources: Resources
  invoke: Invoke
  /** Whether the function's Lambda permissions let API Gateway call it for this route. */
  mayInvoke: (functionArn: string, sourceArn: string) => boolean
  verifyToken: VerifyToken
  /** Which host names to answer to; default: this machine's own. */
  isOwnHost?: IsOwnHost
  meter?: Meter
  /** Called with the logical id of each route without which a request would have ended elsewhere. */
  onRouted?: (logicalId: string) => void
  /** Called with the status of each answer, by API and stage. */
  onAnswer?: (apiId: string, stage: string, status: number) => void
  onProblem: (problem: Problem) => void
}

const mostBytes = 10 * 1024 * 1024
/** Metered in parts of 512 KB (Amazon API Gateway pricing, "HTTP APIs"). */
const billedBytes = 512 * 1024

/**
 * An HTTP API on loopback: routes, throttling, Lambda integrations (payload 2.0), JWT and Lambda authorizers, CORS.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 * @throws if the port is in use
 */
export const startHttpApi = async (options: HttpApiOptions): Promise<Service & { url: string }> => {
  const { resources } = options
  const now = () => performance.now()
  const gate: Gate = {
    admits: createThrottle(now),
    askAuthorizer: createAskAuthorizer({ ...options, now }),
  }
  const answer = async (request: Request): Promise<Response> => {
    const api = options.api()
    if (!api) return refusal(404, 'Not Found')
    if (request.body.length > mostBytes) return refusal(413, 'Request Entity Too Large')
    const { headers, preflight } = corsOf(api.properties.CorsConfiguration, request)
    const response = preflight ?? (await answerRoute(api, request, options, gate))
    const bytes = Math.max(request.body.length, Buffer.byteLength(response.body))
    const stage = stageOf(api, decode(request.path), resources)?.stage.properties.StageName ?? '$default'
    options.onAnswer?.(api.physicalId, String(stage), response.status)
    options.meter?.(api.logicalId, { 'api.requests': partsOf(bytes, billedBytes) })
    return { ...response, headers: { ...response.headers, ...headers } }
  }
  return serve(options.port, answer, options.isOwnHost).catch((cause) => {
    throw new Error(`port ${options.port} is in use: choose another for the API`, { cause })
  })
}

/** What remembers earlier requests. */
type Gate = { admits: ReturnType<typeof createThrottle>; askAuthorizer: AskAuthorizer }

const answerRoute = async (
  api: Resource,
  request: Request,
  options: HttpApiOptions,
  gate: Gate,
): Promise<Response> => {
  const staged = stageOf(api, decode(request.path), options.resources)
  const match = staged && findRoute(options.resources, api.physicalId, request.method, staged.path)
  if (!match) return refusal(404, 'Not Found')
  if (!gate.admits(staged.stage, match.routeKey)) return refusal(429, 'Too Many Requests')
  try {
    return await answerMatch(api, staged.stage, match, request, { ...options, ...gate })
  } catch (error) {
    // A function's own errors are reported by Lambda.
    if (!(error instanceof FunctionError))
      options.onProblem({
        at: Date.now(),
        kind: 'error',
        where: match.route.logicalId,
        what: `${match.routeKey}: ${(error as Error).message}`,
      })
    const type = error instanceof FunctionError ? error.payload.errorType : undefined
    // The body fits into a request of the API, and not into an event (AWS Lambda Developer Guide, "Lambda quotas").
    if (type === 'RequestTooLargeException') return refusal(413, 'Request Entity Too Large')
    const busy = type === 'TooManyRequestsException'
    return busy ? refusal(503, 'Service Unavailable') : refusal(500, 'Internal Server Error')
  }
}

const answerMatch = async (
  api: Resource,
  stage: Resource,
  match: RouteMatch,
  request: Request,
  options: HttpApiOptions & Gate,
) => {
  const { route, routeKey } = match
  const problem = (kind: Problem['kind'], what: string) =>
    options.onProblem({ at: Date.now(), kind, where: route.logicalId, what: `${routeKey}: ${what}` })
  const { functionArn, timeoutMs } = integrationOf(route, options.resources)
  const target = targetOf(api, stage, functionArn)
  const path = decode(request.path)
  const authorization = await authorize({ request, path, match, target }, options)
  if (authorization && 'refused' in authorization) return authorization.refused
  const sourceArn = sourceOf(target, functionArn, routeKey)
  if (!options.mayInvoke(functionArn, sourceArn)) {
    problem(
      'denied',
      `API Gateway may not invoke ${functionArn}: give it a Lambda permission for ${sourceArn}`,
    )
    return refusal(500, 'Internal Server Error')
  }
  if (match.isAlone) options.onRouted?.(route.logicalId)
  const event = httpEvent(request, path, match, target, authorization)
  return within(timeoutMs, options.invoke.now(functionArn, event), () =>
    problem('timeout', `no answer within the integration's ${timeoutMs} ms`),
  )
}

const targetOf = (api: Resource, stage: Resource, functionArn: string): Target => ({
  apiId: api.physicalId,
  account: functionArn.split(':')[4] ?? '',
  stage: String(stage.properties.StageName),
  stageVariables: stage.properties.StageVariables as Record<string, string> | undefined,
  at: Date.now(),
})

/** The value that Lambda compares with a permission's SourceArn: the route's path as written, with its variables. */
const sourceOf = ({ account, apiId, stage }: Target, functionArn: string, routeKey: string) => {
  const path = routeKey.replace(/^ANY /, '*').replace(' ', '')
  return `arn:aws:execute-api:${functionArn.split(':')[3]}:${account}:${apiId}/${stage}/${path}`
}

/** After the integration timeout API Gateway answers; the function keeps running. */
const within = async (
  milliseconds: number,
  result: Promise<unknown>,
  tooLate: () => void,
): Promise<Response> => {
  const { promise, resolve } = Promise.withResolvers<Response>()
  const timer = setTimeout(() => {
    tooLate()
    resolve(refusal(503, 'Service Unavailable'))
  }, milliseconds)
  try {
    return await Promise.race([result.then(answerOf), promise])
  } finally {
    clearTimeout(timer)
  }
}

/** The stage, and the path within it. `$default` has no prefix. */
const stageOf = (api: Resource, path: string, resources: Resources) => {
  const stages = resources
    .ofType('AWS::ApiGatewayV2::Stage')
    .filter(({ properties }) => properties.ApiId === api.physicalId)
  const named = stages.find(({ properties }) => path.split('/')[1] === properties.StageName)
  if (named) return { stage: named, path: path.slice(String(named.properties.StageName).length + 1) || '/' }
  const stage = stages.find(({ properties }) => properties.StageName === '$default')
  return stage && { stage, path }
}

const decode = (path: string) => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
