import type { Resources } from '../types.ts'
import { messageParts, type Quantities } from './usage.ts'

/** Bytes that SNS's envelope adds to a message: topic, time, signature, links. */
const envelopeBytes = 1_000

/**
 * What a publish uses: the publish itself, and one SQS request for each queue. SNS delivers to queues free of charge,
 * but SQS bills the delivery (Amazon SNS FAQs, "Billing").
 */
export const publishedTo = (queues: number, bytes: number): Quantities => ({
  'sns.publishes': messageParts(bytes),
  'sqs.requests': queues * messageParts(bytes + envelopeBytes),
})

/** Number of queues subscribed to a topic. */
export const queuesOf = (resources: Resources, topicArn: string): number =>
  resources
    .ofType('AWS::SNS::Subscription')
    .filter(({ properties }) => properties.TopicArn === topicArn && properties.Protocol === 'sqs').length
