import type { EventSourceMapping } from './mapping.ts'

/** A message as ReceiveMessage gives it (JSON protocol). */
export type Message = {
  MessageId: string
  ReceiptHandle: string
  Body: string
  Attributes?: Record<string, string>
  MessageAttributes?: Record<string, { StringValue?: string; BinaryValue?: string; DataType: string }>
  MD5OfBody: string
  MD5OfMessageAttributes?: string
}

/** The event of a batch: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export const sqsEvent = ({ queueArn }: EventSourceMapping, messages: Message[]) => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: attributesOf(message),
    md5OfBody: message.MD5OfBody,
    ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3],
  })),
})

const attributesOf = ({ MessageAttributes = {} }: Message) =>
  Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue, BinaryValue, DataType }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  )

/**
 * Which messages of a batch are done, by the function's answer.
 * An empty answer means all; an answer that Lambda cannot read, or that names a message not in the batch, means none.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export const doneAfter = (messages: Message[], answer: unknown): { done: Message[]; invalid?: string } => {
  const failures = (answer as { batchItemFailures?: unknown } | null)?.batchItemFailures
  if (answer === null || answer === '' || failures === undefined || failures === null)
    return { done: messages }
  if (!Array.isArray(failures)) return { done: [], invalid: 'batchItemFailures is not a list' }
  const ids = new Set(
    failures.map((failure) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier),
  )
  for (const id of ids)
    if (!messages.some(({ MessageId }) => MessageId === id))
      return { done: [], invalid: `itemIdentifier ${JSON.stringify(id)} is no message of the batch` }
  return { done: messages.filter(({ MessageId }) => !ids.has(MessageId)) }
}
