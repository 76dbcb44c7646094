import { authenticateClient } from './authenticate-client.ts'
import type { Endpoint } from './domain.ts'
import { formIn } from './form.ts'
import { json, refusal } from './replies.ts'

const isJwt = (token: string) => token.split('.').length === 3

/**
 * POST /oauth2/revoke: ends a refresh token, and with it the access tokens of its sign-in
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html).
 */
export const revoke: Endpoint = ({ pool, refreshTokens }, request) => {
  const form = formIn(request)
  const token = form?.get('token')
  if (!form || !token) return refusal('invalid_request')
  const client = authenticateClient(pool, request, form)
  if (!client) return refusal('invalid_client', 401)
  if (!client.canRevoke) return refusal('invalid_request')
  if (isJwt(token)) return refusal('unsupported_token_type')
  refreshTokens.revoke(token, client.id)
  return { ...json(200, {}), body: '' }
}
