import type { AppClient } from '../app-client.ts'
import type { Pool } from '../pool.ts'
import { areAllowed } from '../scopes.ts'

/** A request to sign a user in to an app, found good. */
export type AuthorizationRequest = {
  client: AppClient
  redirectUri: string
  scopes: string[]
  state: string | undefined
  nonce: string | undefined
  /** Of PKCE, by S256. */
  challenge: string | undefined
  /** `none`: without a page; `login`: by the password, whatever the session. */
  prompt: string | undefined
  /** Whom the app believes the user to be. */
  loginHint: string
}

export type ReadRequest =
  | { outcome: 'good'; request: AuthorizationRequest }
  /** To be said to the user alone. */
  | { outcome: 'unknown'; error: string; client: string }
  | { outcome: 'refused'; redirectUri: string; state: string | undefined; error: Refusal }

type Refusal = { error: string; error_description?: string }

/**
 * Reads the parameters of `/oauth2/authorize` and `/login`
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html).
 */
export const readAuthorizationRequest = ({ clients }: Pool, query: string): ReadRequest => {
  const given = new URLSearchParams(query)
  const of = (name: string) => given.get(name) ?? undefined
  const id = of('client_id') ?? ''
  const client = clients.find((one) => one.id === id)
  const redirectUri = of('redirect_uri') ?? ''
  if (!client) return { outcome: 'unknown', error: 'invalid_request', client: id }
  if (!client.usesOAuth) return { outcome: 'unknown', error: 'unauthorized_client', client: id }
  if (!client.callbackUrls.includes(redirectUri))
    return { outcome: 'unknown', error: 'redirect_mismatch', client: id }
  const scopes = of('scope')?.split(' ').filter(Boolean) ?? client.scopes
  const error = refusalOf(client, scopes, of)
  if (error) return { outcome: 'refused', redirectUri, state: of('state'), error }
  return {
    outcome: 'good',
    request: {
      client,
      redirectUri,
      scopes,
      state: of('state'),
      nonce: of('nonce'),
      challenge: of('code_challenge'),
      prompt: of('prompt'),
      loginHint: of('login_hint') ?? '',
    },
  }
}

const refusalOf = (
  client: AppClient,
  scopes: string[],
  of: (name: string) => string | undefined,
): Refusal | undefined => {
  const type = of('response_type')
  if (type === 'token') return { error: 'unauthorized_client' }
  if (type !== 'code') return { error: 'invalid_request' }
  if (!client.flows.includes('code')) return { error: 'unauthorized_client' }
  const [challenge, method] = [of('code_challenge'), of('code_challenge_method')]
  if ((challenge === undefined) !== (method === undefined)) return { error: 'invalid_request' }
  if (method !== undefined && method !== 'S256') return { error: 'invalid_request' }
  // The documentation says `error=invalid_scope`; Cognito says it in the description.
  if (!areAllowed(scopes, client.scopes))
    return { error: 'invalid_request', error_description: 'invalid_scope' }
  return undefined
}
