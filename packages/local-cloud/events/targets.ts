import type { Policies } from '../iam/template-policies.ts'
import { queueNameOf, type sqsCall } from '../sqs/call-sqs.ts'
import type { Invoke, Resources } from '../types.ts'
import type { Rule, RuleTarget } from './rule.ts'

/** What is needed to reach a target of a rule or a schedule. */
export type Reach = {
  resources: Resources
  policies: Policies
  invoke: Invoke
  /** Calls SQS as the service itself; not counted. */
  sqs: ReturnType<typeof sqsCall>
}

/**
 * The template's current rules ("AWS::Events::Rule"). Omits rules on other buses, because nothing here sends to one.
 */
export const rulesOf = (resources: Resources): Rule[] =>
  resources.ofType('AWS::Events::Rule').map(({ logicalId, physicalId, attributes, properties }) => ({
    logicalId,
    name: physicalId,
    arn: attributes.Arn!,
    eventPattern: properties.EventPattern as Record<string, unknown> | undefined,
    scheduleExpression: properties.ScheduleExpression as string | undefined,
    enabled: properties.State !== 'DISABLED',
    targets: (properties.Targets as RuleTarget[] | undefined) ?? [],
  }))

/**
 * Sends an event to a rule's target as EventBridge does, under the target's own policy.
 * @throws when the policy does not allow it, and for a target that is not known here
 */
export const sendToRuleTarget = async (
  { resources, policies, invoke, sqs }: Reach,
  event: unknown,
  rule: Rule,
  arn: string,
) => {
  if (arn.startsWith('arn:aws:lambda:')) {
    if (!policies.mayInvoke('events', arn, rule.arn)) {
      throw new Error(
        `${arn} has no permission for events.amazonaws.com and this rule: add an AWS::Lambda::Permission.`,
      )
    }
    return invoke.later(arn, event)
  }
  if (!arn.startsWith('arn:aws:sqs:')) throw new Error(`${arn} is no target that the local cloud knows.`)
  if (!policies.serviceMay('events', 'sqs:SendMessage', arn, rule.arn)) {
    throw new Error(`${arn} has no policy that lets events.amazonaws.com send for this rule.`)
  }
  const QueueUrl = resources.byArn(arn)?.physicalId ?? queueNameOf(arn)
  await sqs('SendMessage', { QueueUrl, MessageBody: JSON.stringify(event) })
}
