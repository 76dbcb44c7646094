import { randomUUID } from 'node:crypto'
import type { Request } from '../types.ts'
import type { RouteMatch } from './routes.ts'

/** What an authorizer found, as the function behind the route gets it. */
export type Authorization =
  | { jwt: { claims: Record<string, string>; scopes: string[] | null } }
  | { lambda: Record<string, unknown> }

export type Target = {
  apiId: string
  account: string
  stage: string
  stageVariables?: Record<string, string> | undefined
  /** Unix milliseconds. */
  at: number
}

/**
 * The event in payload format 2.0. Its path is decoded, its query string is not.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const httpEvent = (
  request: Request,
  path: string,
  match: RouteMatch,
  target: Target,
  authorization?: Authorization,
) => {
  const body = bodyOf(request)
  return {
    version: '2.0',
    ...requestOf(request, path, match, target, authorization),
    ...body,
    isBase64Encoded: body.isBase64Encoded ?? false,
  }
}

/**
 * The event of a REQUEST authorizer in payload format 2.0: a request's without its body.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 * @param identitySource the values of the authorizer's identity sources
 */
export const authorizerEvent = (
  request: Request,
  path: string,
  match: RouteMatch,
  target: Target,
  { routeArn, identitySource }: { routeArn: string; identitySource: string[] },
) => ({
  version: '2.0',
  type: 'REQUEST',
  routeArn,
  identitySource,
  ...requestOf(request, path, match, target),
})

const requestOf = (
  request: Request,
  path: string,
  { routeKey, pathParameters }: RouteMatch,
  target: Target,
  authorization?: Authorization,
) => {
  const { cookie, connection, host = '', ...rest } = request.headers
  const queryStringParameters = queryOf(request.query)
  const headers = {
    ...rest,
    host,
    'x-forwarded-for': [rest['x-forwarded-for'], '127.0.0.1'].filter(Boolean).join(', '),
    'x-forwarded-port': host.split(':')[1] ?? '80',
    'x-forwarded-proto': 'http',
  }
  return {
    routeKey,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookie && { cookies: cookie.split(/; */) }),
    headers,
    ...(queryStringParameters && { queryStringParameters }),
    requestContext: contextOf(request, path, routeKey, host, target, authorization),
    ...(pathParameters && { pathParameters }),
    ...(target.stageVariables && { stageVariables: target.stageVariables }),
  }
}

const contextOf = (
  { method, headers }: Request,
  path: string,
  routeKey: string,
  host: string,
  { account, apiId, stage, at }: Target,
  authorizer?: Authorization,
) => ({
  accountId: account,
  apiId,
  ...(authorizer && { authorizer }),
  domainName: host.split(':')[0],
  domainPrefix: host.split(/[.:]/)[0],
  http: {
    method,
    path,
    protocol: 'HTTP/1.1',
    // The peer's address. Behind CloudFront that is CloudFront's, not the viewer's.
    sourceIp: '127.0.0.1',
    userAgent: headers['user-agent'] ?? '',
  },
  requestId: randomUUID(),
  routeKey,
  stage,
  time: logTime(at),
  timeEpoch: at,
})

/** The time in Common Log Format: `12/Mar/2020:19:03:58 +0000`. */
const logTime = (at: number) => {
  const [, , day, month, year, time] = /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString())!
  return `${day}/${month}/${year}:${time} +0000`
}

/** Joins the values of a repeated name with commas. */
const queryOf = (query: string) => {
  if (query === '') return undefined
  const values: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query))
    values[name] = values[name] === undefined ? value : `${values[name]},${value}`
  return values
}

/**
 * Text bodies are passed as text, all others as Base64, including forms. AWS does not document the types; they were
 * measured on a real API in https://github.com/ministackorg/ministack/pull/766.
 */
const bodyOf = ({ body, headers }: Request): { body?: string; isBase64Encoded?: boolean } => {
  if (body.length === 0) return {}
  const isText = /^(text\/|application\/(json|xml|javascript)\b)/i.test(headers['content-type'] ?? '')
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText }
}
