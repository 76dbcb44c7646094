import { arnOf, type Kinds, nameOf } from '../template/resource-kind.ts'
import type { Resource } from '../types.ts'
import { sqsCall } from './call-sqs.ts'

// CreateQueue's attributes have the same names as the template's properties ("AWS::SQS::Queue" in the user guide).
const attributeNames = [
  'ContentBasedDeduplication',
  'DelaySeconds',
  'FifoQueue',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'VisibilityTimeout',
]

export const queues: Kinds = {
  'AWS::SQS::Queue': {
    identify: (it) => {
      const name = nameOf(it, 'QueueName', { limit: 80, suffix: it.property('FifoQueue') ? '.fifo' : '' })
      const url = `${it.stack.awsUrl}/${it.stack.account}/${name}`
      return { physicalId: url, attributes: { Arn: arnOf(it, 'sqs', name), QueueName: name, QueueUrl: url } }
    },
    deploy: async (resource, { emulators, place }) => {
      const sqs = sqsCall(emulators.sqs, place.region)
      const QueueName = resource.attributes.QueueName!
      const Attributes = attributesOf(resource)
      const existing = await sqs('ListQueues', { QueueNamePrefix: QueueName })
      const isThere = existing.QueueUrls?.some((url: string) => url.endsWith(`/${QueueName}`))
      if (isThere) await sqs('SetQueueAttributes', { QueueUrl: resource.physicalId, Attributes })
      else await sqs('CreateQueue', { QueueName, Attributes })
    },
  },
  'AWS::SQS::QueuePolicy': { identify: (it) => ({ physicalId: nameOf(it, 'Id'), attributes: {} }) },
}

const attributesOf = ({ properties }: Resource) => {
  const set = attributeNames.filter((name) => properties[name] !== undefined)
  const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
  return Object.fromEntries(set.map((name) => [name, textOf(properties[name])]))
}
