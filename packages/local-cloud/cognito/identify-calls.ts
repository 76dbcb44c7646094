import { arn, type Identify } from '../gateway/call-permissions.ts'
import { jsonOf, targetOf, text } from '../gateway/parse-request.ts'

// Anybody with an app client's id may make these calls; IAM does not apply
// (https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html).
const publicActions = new Set([
  'InitiateAuth',
  'RespondToAuthChallenge',
  'GetUser',
  'GlobalSignOut',
  'RevokeToken',
])

/** Cognito user pool calls. The resource is the pool. */
export const identifyCognito: Identify = (request, scope) => {
  const action =
    targetOf(request) ?? (request.path.endsWith('/.well-known/jwks.json') ? 'GetJwks' : undefined)
  if (!action) return undefined
  if (publicActions.has(action) || action === 'GetJwks') return { action, needs: [] }
  const pool = text(jsonOf(request).UserPoolId)
  const resource = pool ? arn('cognito-idp', scope, `userpool/${pool}`) : '*'
  return { action, needs: [{ action: `cognito-idp:${action}`, resource }] }
}
