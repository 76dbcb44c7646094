import type { Resource, Response } from '../types.ts'
import { refusal } from './answer.ts'
import type { Authorization } from './event.ts'

export type VerifyToken = (
  token: string,
  issuer: string,
  audience: string[],
) => Promise<Record<string, unknown>>

type AuthorizerProperties = {
  IdentitySource?: string[]
  JwtConfiguration?: { Audience?: string[]; Issuer?: string }
}

/**
 * Checks a request's token against a JWT authorizer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * @param scopes the route's; one of them is enough
 */
export const checkToken = async (
  authorizer: Resource,
  scopes: string[],
  request: { headers: Record<string, string>; query: string },
  verifyToken: VerifyToken,
): Promise<Authorization | { refused: Response }> => {
  const { IdentitySource = [], JwtConfiguration = {} } = authorizer.properties as AuthorizerProperties
  const token = tokenOf(IdentitySource[0] ?? '$request.header.Authorization', request)
  if (!token) return { refused: refusal(401, 'Unauthorized', { 'www-authenticate': 'Bearer' }) }
  try {
    const claims = await verifyToken(token, JwtConfiguration.Issuer ?? '', JwtConfiguration.Audience ?? [])
    return withScopes(claims, scopes)
  } catch {
    const challenge = 'Bearer scope="" error="invalid_token" error_description="the token is not valid"'
    return { refused: refusal(401, 'Unauthorized', { 'www-authenticate': challenge }) }
  }
}

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
  const texts = Object.entries(claims).map(([name, value]) => [name, claimText(value)])
  return { jwt: { claims: Object.fromEntries(texts), scopes } }
}

/** Claims reach the function as text; lists as `[a b]`. */
const claimText = (value: unknown) => (Array.isArray(value) ? `[${value.join(' ')}]` : String(value))

const tokenOf = (source: string, { headers, query }: { headers: Record<string, string>; query: string }) => {
  const [, place, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? []
  const value = place === 'header' ? headers[name.toLowerCase()] : new URLSearchParams(query).get(name)
  return value?.replace(/^Bearer /i, '')
}
