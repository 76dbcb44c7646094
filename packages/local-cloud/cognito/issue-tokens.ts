import { createHash, randomUUID } from 'node:crypto'
import type { AppClient } from './app-client.ts'
import { attributesFor } from './scopes.ts'
import type { Tokens } from './tokens.ts'
import type { User } from './users.ts'

/** A user who is signed in to an app client. */
export type SignedIn = {
  client: AppClient
  user: User
  /** When they gave their password, in seconds. */
  authTime: number
  /** Of the first tokens after the password; later ones by refresh say it too. */
  originJti: string
  /** Of a sign-in at the pool's domain; undefined for one by the API. */
  scopes?: string[] | undefined
  nonce?: string | undefined
}

/**
 * The ID token and the access token of a user. The claims are those of
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html and
 * …-using-the-access-token.html.
 * @returns no ID token without the scope `openid`
 */
export const issueTokens = async (
  tokens: Pick<Tokens, 'sign'>,
  issuer: string,
  { client, user, authTime, originJti, scopes, nonce }: SignedIn,
): Promise<{ access: string; id: string | undefined }> => {
  const shared = {
    sub: user.sub,
    ...(user.groups.length > 0 && { 'cognito:groups': user.groups }),
    event_id: randomUUID(),
    auth_time: authTime,
    // Without it nothing can be revoked.
    origin_jti: client.canRevoke ? originJti : undefined,
  }
  const access = await tokens.sign(
    issuer,
    {
      ...shared,
      ...(scopes && { version: 2 }),
      client_id: client.id,
      token_use: 'access',
      scope: scopes?.join(' ') ?? 'aws.cognito.signin.user.admin',
      username: user.name,
    },
    client.validity.access,
  )
  if (scopes && !scopes.includes('openid')) return { access, id: undefined }
  const attributes = scopes ? attributesFor(scopes, user) : user.attributes
  const claims = Object.entries(attributes).map(([name, value]) => [
    name,
    name.endsWith('_verified') ? value === 'true' : value,
  ])
  const id = await tokens.sign(
    issuer,
    {
      ...shared,
      ...Object.fromEntries(claims),
      ...(scopes && { at_hash: atHashOf(access), nonce }),
      aud: client.id,
      token_use: 'id',
      'cognito:username': user.name,
    },
    client.validity.id,
  )
  return { access, id }
}

/** OpenID Connect Core §3.1.3.6, for RS256. */
const atHashOf = (access: string) =>
  createHash('sha256').update(access).digest().subarray(0, 16).toString('base64url')
