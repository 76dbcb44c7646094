import { arn, type Identify, singleAction } from '../gateway/call-permissions.ts'
import { jsonOf, targetOf, text } from '../gateway/parse-request.ts'

/** SQS's JSON protocol. The resource is the queue named by QueueUrl, QueueName or SourceArn. */
export const identifySqs: Identify = (request, scope) => {
  const action = targetOf(request)
  if (!action) return undefined
  const body = jsonOf(request)
  const queue = (text(body.QueueUrl) ?? text(body.QueueName))?.split('/').at(-1)
  const account = text(body.QueueUrl)?.split('/').at(-2) ?? scope.account
  const resource = text(body.SourceArn) ?? (queue ? arn('sqs', { ...scope, account }, queue) : '*')
  return { action, needs: [{ action: `sqs:${singleAction(action)}`, resource }] }
}
