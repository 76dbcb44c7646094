import { arnOf, type Deployment, type Kinds, nameOf } from '../template/resource-kind.ts'
import { callSns } from './call-sns.ts'

type SubscriptionProperties = {
  TopicArn: string
  Protocol: string
  Endpoint: string
  RawMessageDelivery?: boolean | string
  FilterPolicy?: object
  FilterPolicyScope?: string
}

export const topics: Kinds = {
  'AWS::SNS::Topic': {
    identify: (it) => {
      const name = nameOf(it, 'TopicName', { limit: 256 })
      const arn = arnOf(it, 'sns', name)
      return { physicalId: arn, attributes: { Arn: arn, TopicArn: arn, TopicName: name } }
    },
    fault: ({ properties }) => (properties.FifoTopic ? 'a FIFO topic is not known here.' : undefined),
    deploy: async (resource, deployment) => {
      await callSns(deployment, { Action: 'CreateTopic', Name: resource.attributes.TopicName! })
      // Remove an earlier template's subscriptions; this template's follow.
      await unsubscribe(deployment, resource.physicalId)
    },
  },
  'AWS::SNS::TopicPolicy': { identify: (it) => ({ physicalId: nameOf(it, 'Id'), attributes: {} }) },
  'AWS::SNS::Subscription': {
    identify: (it) => ({ physicalId: `${it.property('TopicArn')}:${it.logicalId}`, attributes: {} }),
    fault: ({ properties: { Protocol } }) =>
      Protocol === 'sqs' || Protocol === 'email'
        ? undefined
        : `only the protocols sqs and email are known here, not ${Protocol}.`,
    deploy: async (resource, deployment) => {
      const { Protocol, TopicArn, Endpoint, ...rest } = resource.properties as SubscriptionProperties
      // CloudWatch delivers its mail to the local inbox; nobody has to confirm.
      if (Protocol === 'email') return
      await unsubscribe(deployment, TopicArn, Endpoint)
      // AWS would create the subscription and then drop every message silently, so report it now.
      if (!deployment.serviceMay('sns', 'sqs:SendMessage', Endpoint, TopicArn)) {
        const what = `No queue policy lets sns.amazonaws.com send to ${Endpoint}: grant it sqs:SendMessage.`
        return deployment.onProblem({
          at: Date.now(),
          kind: 'undeliverable',
          where: resource.logicalId,
          what,
        })
      }
      const entries = Object.entries(attributesOf(rest)).flatMap(([key, value], at) => [
        [`Attributes.entry.${at + 1}.key`, key],
        [`Attributes.entry.${at + 1}.value`, value],
      ])
      await callSns(deployment, {
        Action: 'Subscribe',
        TopicArn,
        Protocol,
        Endpoint,
        ...Object.fromEntries(entries),
      })
    },
    retract: ({ properties }, deployment) => {
      const { TopicArn, Endpoint } = properties as SubscriptionProperties
      return unsubscribe(deployment, TopicArn, Endpoint)
    },
  },
}

const attributesOf = (it: Omit<SubscriptionProperties, 'TopicArn' | 'Protocol' | 'Endpoint'>) => ({
  RawMessageDelivery: String(it.RawMessageDelivery ?? false),
  ...(it.FilterPolicy && { FilterPolicy: JSON.stringify(it.FilterPolicy) }),
  ...(it.FilterPolicyScope && { FilterPolicyScope: it.FilterPolicyScope }),
})

/**
 * Removes a topic's subscriptions, or only that of one endpoint: fauxqs refuses to subscribe an endpoint again with
 * other attributes.
 */
const unsubscribe = async (deployment: Deployment, TopicArn: string, only?: string) => {
  const xml = await callSns(deployment, { Action: 'ListSubscriptionsByTopic', TopicArn })
  for (const [, member = ''] of xml.matchAll(/<member>(.*?)<\/member>/gs)) {
    const [, endpoint] = /<Endpoint>(.*?)<\/Endpoint>/s.exec(member) ?? []
    const [, arn] = /<SubscriptionArn>(.*?)<\/SubscriptionArn>/s.exec(member) ?? []
    if (arn && (!only || endpoint === only))
      await callSns(deployment, { Action: 'Unsubscribe', SubscriptionArn: arn })
  }
}
