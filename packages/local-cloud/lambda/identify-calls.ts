import { arn, type Identify } from '../gateway/call-permissions.ts'
import { pathOf } from '../gateway/parse-request.ts'

/** Lambda's Invoke. The resource is the function, given by name or ARN. */
export const identifyLambda: Identify = (request, scope) => {
  const [version, kind, name, call] = pathOf(request)
  if (version !== '2015-03-31' || kind !== 'functions' || !name || call !== 'invocations') return undefined
  const resource = name.startsWith('arn:') ? name : arn('lambda', scope, `function:${name}`)
  return { action: 'Invoke', needs: [{ action: 'lambda:InvokeFunction', resource }] }
}
