import type { EventSourceMapping } from './mapping.ts'
import type { Message } from './records.ts'

// biome-ignore lint/suspicious/noExplicitAny: SQS's own JSON, of another shape for each action.
export type Sqs = (action: string, body: object, roleArn: string) => Promise<any>

/** SQS's most for one ReceiveMessage and one DeleteMessageBatch. */
const atOnce = 10
/** Lambda waits 20 s; a short wait lets the cloud end quickly. */
const longestWaitSeconds = 1

/**
 * Receives the next batch: at once what is there, or, with a batching window, until the batch is full or the window
 * (counted from the first message) is over. Gives no messages when none came within a second.
 */
export const receiveBatch = async (sqs: Sqs, mapping: EventSourceMapping): Promise<Message[]> => {
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
  const batch = await receive(longestWaitSeconds, batchSize)
  const closes = Date.now() + windowSeconds * 1000
  while (batch.length > 0 && batch.length < batchSize && Date.now() < closes) {
    const left = Math.floor((closes - Date.now()) / 1000)
    const more = await receive(Math.min(longestWaitSeconds, left), batchSize - batch.length)
    batch.push(...more)
    if (more.length === 0 && left === 0)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, closes - Date.now())))
  }
  return batch
}

/** Deletes what is done, as Lambda does after an invocation. */
export const deleteAll = async (sqs: Sqs, { queueUrl, roleArn }: EventSourceMapping, messages: Message[]) => {
  for (let from = 0; from < messages.length; from += atOnce) {
    const Entries = messages
      .slice(from, from + atOnce)
      .map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }))
    await sqs('DeleteMessageBatch', { QueueUrl: queueUrl, Entries }, roleArn)
  }
}
