import type { Resources } from '../types.ts'
import { messageParts, type Quantities } from './usage.ts'

/** The envelope that SNS puts round a message: topic, time, signature, links. */
const envelopeBytes = 1_000

/**
 * What a publish costs: itself and, since SNS delivers to queues for nothing but SQS bills what it is sent, a request
 * for each queue (Amazon SNS FAQs, "Billing").
 */
export const publishedTo = (queues: number, bytes: number): Quantities => ({
  'sns.publishes': messageParts(bytes),
  'sqs.requests': queues * messageParts(bytes + envelopeBytes),
})

/** How many queues are subscribed to a topic. */
export const queuesOf = (resources: Resources, topicArn: string): number =>
  resources
    .ofType('AWS::SNS::Subscription')
    .filter(({ properties }) => properties.TopicArn === topicArn && properties.Protocol === 'sqs').length
