import { arn, type Identify } from '../gateway/identify.ts'
import { formOf, jsonOf, targetOf, text } from '../gateway/parse-request.ts'

// A batch needs the single action's permission: IAM has no batch actions for SQS and SNS
// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html).
const single = (action: string): string => action.replace(/Batch$/, '')

/** SQS's JSON protocol. The resource is the queue named by QueueUrl, QueueName or SourceArn. */
export const identifySqs: Identify = (request, scope) => {
  const action = targetOf(request)
  if (!action) return undefined
  const body = jsonOf(request)
  const queue = (text(body.QueueUrl) ?? text(body.QueueName))?.split('/').at(-1)
  const account = text(body.QueueUrl)?.split('/').at(-2) ?? scope.account
  const resource = text(body.SourceArn) ?? (queue ? arn('sqs', { ...scope, account }, queue) : '*')
  return { action, needs: [{ action: `sqs:${single(action)}`, resource }] }
}

/** SNS's query protocol. The resource is the topic. */
export const identifySns: Identify = (request) => {
  const form = formOf(request)
  const action = form.get('Action')
  if (!action) return undefined
  const resource = form.get('TopicArn') ?? form.get('TargetArn') ?? form.get('ResourceArn') ?? '*'
  return { action, needs: [{ action: `sns:${single(action)}`, resource }] }
}
