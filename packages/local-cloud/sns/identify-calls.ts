import { type Identify, singleAction } from '../gateway/call-permissions.ts'
import { formOf } from '../gateway/parse-request.ts'

/** SNS's query protocol. The resource is the topic. */
export const identifySns: Identify = (request) => {
  const form = formOf(request)
  const action = form.get('Action')
  if (!action) return undefined
  const resource = form.get('TopicArn') ?? form.get('TargetArn') ?? form.get('ResourceArn') ?? '*'
  return { action, needs: [{ action: `sns:${singleAction(action)}`, resource }] }
}
