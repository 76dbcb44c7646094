import { arn, type Identify } from '../gateway/call-permissions.ts'
import { jsonOf, targetOf, text } from '../gateway/parse-request.ts'
import type { Request } from '../types.ts'

// Anybody with an app client's id may make these calls; IAM does not apply
// (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html).
const publicActions = new Set([
  'InitiateAuth',
  'RespondToAuthChallenge',
  'GetUser',
  'GlobalSignOut',
  'RevokeToken',
])

/** What anybody may read of a pool: its keys, and where its endpoints are. */
const documents: Record<string, string> = {
  '/.well-known/jwks.json': 'GetJwks',
  '/.well-known/openid-configuration': 'GetOpenIdConfiguration',
}

/** The document of a pool that a request asks for. */
export const documentOf = ({ path }: Pick<Request, 'path'>): string | undefined =>
  documents[path.slice(path.indexOf('/', 1))]

/** Cognito user pool calls. The resource is the pool. */
export const identifyCognito: Identify = (request, scope) => {
  const document = documentOf(request)
  const action = targetOf(request) ?? document
  if (!action) return undefined
  if (publicActions.has(action) || action === document) return { action, needs: [] }
  const pool = text(jsonOf(request).UserPoolId)
  const resource = pool ? arn('cognito-idp', scope, `userpool/${pool}`) : '*'
  return { action, needs: [{ action: `cognito-idp:${action}`, resource }] }
}
