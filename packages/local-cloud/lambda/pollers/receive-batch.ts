import { setTimeout as sleep } from 'node:timers/promises'
import type { EventSourceMapping } from './mapping.ts'
import type { Message } from './sqs-event.ts'

// biome-ignore lint/suspicious/noExplicitAny: SQS's own JSON, of another shape for each action.
export type Sqs = (action: string, body: object, roleArn: string) => Promise<any>

/** SQS's maximum for one ReceiveMessage and one DeleteMessageBatch. */
const atOnce = 10
/** Milliseconds between receives within a window. A receive for every message would cost more than processing it. */
const gatherMs = 500

/**
 * Receives the next batch: what is there now or, with a batching window, until the batch is full or the window (counted
 * from the first message) is over. Empty when no message arrived within `longPollSeconds`.
 */
export const receiveBatch = async (
  sqs: Sqs,
  mapping: EventSourceMapping,
  longPollSeconds: number,
): Promise<Message[]> => {
  const { queueUrl, batchSize, windowSeconds, roleArn } = mapping
  const receive = async (waitSeconds: number, most: number): Promise<Message[]> => {
    const answer = await sqs(
      'ReceiveMessage',
      {
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(atOnce, most),
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      },
      roleArn,
    )
    return answer.Messages ?? []
  }
  const batch = await receive(longPollSeconds, batchSize)
  const closes = Date.now() + windowSeconds * 1000
  let isAll = batch.length < atOnce
  while (batch.length > 0 && batch.length < batchSize && Date.now() < closes) {
    if (isAll) await sleep(Math.min(gatherMs, closes - Date.now()))
    const more = await receive(0, batchSize - batch.length)
    batch.push(...more)
    isAll = more.length < atOnce
  }
  return batch
}

/** Deletes the completed messages, as Lambda does after an invocation. */
export const deleteAll = async (sqs: Sqs, { queueUrl, roleArn }: EventSourceMapping, messages: Message[]) => {
  for (let from = 0; from < messages.length; from += atOnce) {
    const Entries = messages
      .slice(from, from + atOnce)
      .map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }))
    await sqs('DeleteMessageBatch', { QueueUrl: queueUrl, Entries }, roleArn)
  }
}
