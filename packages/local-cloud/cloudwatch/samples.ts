import { type QueueCounts, queueCounts } from '../sqs/queue-counts.ts'
import type { Metric } from './metrics.ts'

/** The account's reputation in SES: the shares of mail that bounced and that recipients complained about. */
export type Reputation = { bounceRate: number; complaintRate: number }

type Sent = { destinations: string[]; outcome: string }

/** A value read when alarms are evaluated, like metrics that AWS samples once a minute. */
export type Sample = { metric: Metric; value: number }

/** Depth and age of each queue (Amazon SQS Developer Guide, "Available CloudWatch metrics"). @param now Unix ms */
export const queueSamples = async (sqsUrl: string, now: number): Promise<Sample[]> => {
  const queues = await queueCounts(sqsUrl)
  const samples = await Promise.all(queues.map((queue) => samplesOf(sqsUrl, queue, now)))
  return samples.flat()
}

const samplesOf = async (sqsUrl: string, queue: QueueCounts, now: number): Promise<Sample[]> => {
  const { name, approximateMessageCount: visible, approximateInflightCount: hidden } = queue
  const oldest = visible + hidden > 0 ? await oldestIn(sqsUrl, name) : undefined
  const sample = (metric: string, value: number) => ({
    metric: { namespace: 'AWS/SQS', name: metric, dimensions: { QueueName: name } },
    value,
  })
  return [
    sample('ApproximateNumberOfMessagesVisible', visible),
    sample('ApproximateAgeOfOldestMessage', oldest === undefined ? 0 : Math.max(0, now - oldest) / 1000),
  ]
}

type Message = { sentTimestamp: number }
type Inspected = { messages: { ready: Message[]; inflight: { message: Message }[] } }

const oldestIn = async (sqsUrl: string, name: string): Promise<number | undefined> => {
  const answer = await fetch(`${sqsUrl}/_fauxqs/queues/${name}`)
  const { ready, inflight } = ((await answer.json()) as Inspected).messages
  const sent = [...ready, ...inflight.map(({ message }) => message)].map((it) => it.sentTimestamp)
  return sent.length > 0 ? sent.reduce((a, b) => Math.min(a, b)) : undefined
}

/**
 * The account's rates over all mail, except mail to the mailbox simulator.
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
export const reputationOf = (sent: readonly Sent[]): Reputation => {
  const real = sent.filter(
    ({ destinations }) => !destinations.every((to) => to.endsWith('@simulator.amazonses.com')),
  )
  const share = (outcome: string) =>
    real.length === 0 ? 0 : real.filter((it) => it.outcome === outcome).length / real.length
  return { bounceRate: share('bounced'), complaintRate: share('complained') }
}

export const reputationSamples = ({ bounceRate, complaintRate }: Reputation): Sample[] => {
  const sample = (name: string, value: number) => ({
    metric: { namespace: 'AWS/SES', name: `Reputation.${name}`, dimensions: {} },
    value,
  })
  return [sample('BounceRate', bounceRate), sample('ComplaintRate', complaintRate)]
}
