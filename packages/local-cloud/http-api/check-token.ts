import type { Resource, Resources, Response } from '../types.ts'
import { refusal } from './answer.ts'
import type { Authorization } from './event.ts'

export type VerifyToken = (
  token: string,
  issuer: string,
  audience: string[],
) => Promise<Record<string, unknown>>

type AuthorizerProperties = {
  AuthorizerType?: string
  IdentitySource?: string[]
  JwtConfiguration?: { Audience?: string[]; Issuer?: string }
}

/**
 * Checks a request against its route's JWT authorizer; undefined when the route has none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * @throws for an authorization type that is not known here
 */
export const authorize = async (
  route: Resource,
  resources: Resources,
  request: { headers: Record<string, string>; query: string },
  verifyToken: VerifyToken,
): Promise<Authorization | { refused: Response } | undefined> => {
  const { AuthorizationType: type = 'NONE', AuthorizerId, AuthorizationScopes = [] } = route.properties
  if (type === 'NONE') return undefined
  if (type !== 'JWT') throw new Error(`AuthorizationType ${type} is not known to the local cloud: use JWT`)
  const authorizer = resources
    .ofType('AWS::ApiGatewayV2::Authorizer')
    .find(({ physicalId }) => physicalId === AuthorizerId)
  if (!authorizer) throw new Error(`its authorizer ${AuthorizerId} is not in the template`)
  const { IdentitySource = [], JwtConfiguration = {} } = authorizer.properties as AuthorizerProperties
  const token = tokenOf(IdentitySource[0] ?? '$request.header.Authorization', request)
  if (!token) return { refused: refusal(401, 'Unauthorized', { 'www-authenticate': 'Bearer' }) }
  try {
    const claims = await verifyToken(token, JwtConfiguration.Issuer ?? '', JwtConfiguration.Audience ?? [])
    return withScopes(claims, AuthorizationScopes as string[])
  } catch {
    const challenge = 'Bearer scope="" error="invalid_token" error_description="the token is not valid"'
    return { refused: refusal(401, 'Unauthorized', { 'www-authenticate': challenge }) }
  }
}

/** One of the route's scopes is enough. */
const withScopes = (
  claims: Record<string, unknown>,
  wanted: string[],
): Authorization | { refused: Response } => {
  const given = String(claims.scope ?? claims.scp ?? '').split(' ')
  const scopes = wanted.length > 0 ? wanted.filter((scope) => given.includes(scope)) : null
  if (scopes?.length === 0) {
    const challenge = `Bearer scope="${wanted.join(' ')}" error="insufficient_scope"`
    return { refused: refusal(403, 'Forbidden', { 'www-authenticate': challenge }) }
  }
  return {
    claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(value)])),
    scopes,
  }
}

/** Claims reach the function as text; lists as `[a b]`. */
const claimText = (value: unknown) => (Array.isArray(value) ? `[${value.join(' ')}]` : String(value))

const tokenOf = (source: string, { headers, query }: { headers: Record<string, string>; query: string }) => {
  const [, place, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? []
  const value = place === 'header' ? headers[name.toLowerCase()] : new URLSearchParams(query).get(name)
  return value?.replace(/^Bearer /i, '')
}
