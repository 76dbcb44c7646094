import { arn, type Identify, type Need } from './identify.ts'
import { jsonOf, pathOf, targetOf, text } from './parse-request.ts'

/**
 * Secrets Manager calls. The resource is the secret's full ARN, with its six random characters, even if the call used
 * its name.
 */
export const identifySecrets: Identify = (request, scope) => {
  const action = targetOf(request)
  if (!action) return undefined
  const id = text(jsonOf(request).SecretId)
  const unknown = () => (id?.startsWith('arn:') ? id : arn('secretsmanager', scope, `secret:${id}-??????`))
  const resource = id === undefined ? '*' : (scope.known.secretArn(id) ?? unknown())
  return { action, needs: [{ action: `secretsmanager:${action}`, resource }] }
}

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

/** Lambda's Invoke. The resource is the function, given by name or ARN. */
export const identifyLambda: Identify = (request, scope) => {
  const [version, kind, name, call] = pathOf(request)
  if (version !== '2015-03-31' || kind !== 'functions' || !name || call !== 'invocations') return undefined
  const resource = name.startsWith('arn:') ? name : arn('lambda', scope, `function:${name}`)
  return { action: 'Invoke', needs: [{ action: 'lambda:InvokeFunction', resource }] }
}

type Entry = { EventBusName?: string }

/** EventBridge's PutEvents. The resources are the event buses. */
export const identifyEvents: Identify = (request, scope) => {
  const action = targetOf(request)
  if (!action) return undefined
  const { Entries } = jsonOf(request)
  const buses = new Set(
    (Array.isArray(Entries) ? Entries : []).map((entry: Entry) => entry.EventBusName ?? 'default'),
  )
  const needs: Need[] = [...buses].map((bus) => ({
    action: `events:${action}`,
    resource: bus.startsWith('arn:') ? bus : arn('events', scope, `event-bus/${bus}`),
  }))
  return { action, needs: needs.length ? needs : [{ action: `events:${action}`, resource: '*' }] }
}
