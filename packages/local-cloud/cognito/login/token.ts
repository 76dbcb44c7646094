import { createHash, randomUUID } from 'node:crypto'
import type { Response } from '../../types.ts'
import type { AppClient } from '../app-client.ts'
import { issueTokens, type SignedIn } from '../issue-tokens.ts'
import { authenticateClient } from './authenticate-client.ts'
import type { Authorization } from './codes.ts'
import type { Domain, Endpoint } from './domain.ts'
import { formIn } from './form.ts'
import { json, refusal } from './replies.ts'

type Exchange = (domain: Domain, client: AppClient, form: URLSearchParams) => Response | Promise<Response>

/**
 * POST /oauth2/token: tokens for a code or a refresh token. Errors:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html, all of them with 400.
 */
export const exchange: Endpoint = (domain, request) => {
  const form = formIn(request)
  const grant = form?.get('grant_type')
  if (!form || !grant) return refusal('invalid_request')
  const byGrant = grants[grant]
  if (!byGrant) return refusal('unsupported_grant_type')
  const client = authenticateClient(domain.pool, request, form)
  if (!client) return refusal('invalid_client')
  return client.usesOAuth ? byGrant(domain, client, form) : refusal('unauthorized_client')
}

/** Whatever is wrong with it, an exchange uses the code up. */
const byCode: Exchange = async (domain, client, form) => {
  const [code, redirectUri] = [form.get('code'), form.get('redirect_uri')]
  if (!client.flows.includes('code')) return refusal('unauthorized_client')
  if (!code || !redirectUri) return refusal('invalid_request')
  const found = domain.codes.take(code)
  // Misleading, but it is what Cognito says to an address that differs by so much as a slash.
  if (!client.callbackUrls.includes(redirectUri)) return refusal('unauthorized_client')
  if (found?.client !== client.id || found.redirectUri !== redirectUri) return refusal('invalid_grant')
  if (!proves(found, form.get('code_verifier'))) return refusal('invalid_grant')
  const user = domain.users.withSub(domain.pool.id, found.sub)
  if (!user) return refusal('invalid_grant')
  const { sub, authTime, scopes, nonce } = found
  const originJti = randomUUID()
  const grant = { pool: domain.pool.id, client: client.id, sub, authTime, scopes, originJti }
  const refresh = domain.refreshTokens.issue(grant, client.validity.refresh)
  return tokens(domain, { client, user, authTime, scopes, originJti, nonce }, refresh)
}

/** RFC 7636 §4.6 */
const proves = ({ challenge }: Authorization, verifier: string | null) =>
  challenge === undefined ||
  (verifier !== null && createHash('sha256').update(verifier).digest('base64url') === challenge)

const byRefreshToken: Exchange = (domain, client, form) => {
  const token = form.get('refresh_token')
  if (!token) return refusal('invalid_request')
  const { refreshTokens, users } = domain
  const grant = refreshTokens.find(token, client.id)
  const user = grant && users.withSub(grant.pool, grant.sub)
  if (!grant || !user) return refusal('invalid_grant')
  const { rotationGrace } = client
  const next = rotationGrace === undefined ? undefined : refreshTokens.rotate(token, client.id, rotationGrace)
  return tokens(domain, { ...grant, client, user }, next)
}

const grants: Record<string, Exchange> = {
  authorization_code: byCode,
  refresh_token: byRefreshToken,
  client_credentials: () => refusal('unauthorized_client'),
}

const tokens = async (domain: Domain, signedIn: SignedIn, refresh: string | undefined): Promise<Response> => {
  const { access, id } = await issueTokens(domain.tokens, domain.issuer, signedIn)
  return json(200, {
    id_token: id,
    access_token: access,
    refresh_token: refresh,
    expires_in: signedIn.client.validity.access,
    token_type: 'Bearer',
  })
}
