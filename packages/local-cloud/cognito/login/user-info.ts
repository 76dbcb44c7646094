import type { Response } from '../../types.ts'
import { attributesFor } from '../scopes.ts'
import type { Domain, Endpoint } from './domain.ts'
import { json } from './replies.ts'

const refuse = (status: number, error: string, description: string): Response =>
  json(
    status,
    { error, error_description: description },
    { 'www-authenticate': `error="${error}", error_description="${description}"` },
  )

/**
 * GET /oauth2/userInfo: what the scopes of an access token open of its user. Unlike in the ID token, whether an address
 * is verified is a text (https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html).
 */
export const userInfo: Endpoint = async (domain, { headers }) => {
  const [, token] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? []
  if (!token) return refuse(400, 'invalid_request', 'Bad OAuth2 request at UserInfo Endpoint')
  const claims = await claimsOf(domain, token)
  const user = claims && domain.users.withSub(domain.pool.id, String(claims.sub))
  if (!user)
    return refuse(
      401,
      'invalid_token',
      'Access token is expired, disabled, or deleted, or the user has globally signed out.',
    )
  const scopes = String(claims.scope).split(' ')
  if (!scopes.includes('openid'))
    return refuse(401, 'invalid_token', 'Access token does not contain openid scope')
  return json(200, { sub: user.sub, ...attributesFor(scopes, user), username: user.name })
}

/** The claims of an access token of the pool that nobody revoked. */
const claimsOf = async ({ tokens, issuer, pool, refreshTokens }: Domain, token: string) => {
  const clients = pool.clients.map(({ id }) => id)
  const claims = await tokens.verify(token, issuer, clients).catch(() => undefined)
  return claims?.token_use === 'access' && !refreshTokens.isRevoked(claims.origin_jti) ? claims : undefined
}
