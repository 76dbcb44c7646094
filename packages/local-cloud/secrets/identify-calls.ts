import { arn, type Identify } from '../gateway/call-permissions.ts'
import { jsonOf, targetOf, text } from '../gateway/parse-request.ts'

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
