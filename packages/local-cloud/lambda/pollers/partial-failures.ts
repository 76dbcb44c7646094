import type { Message } from './sqs-event.ts'

/**
 * The messages of a batch that are done, according to the function's answer. An empty answer means all. An answer that
 * Lambda cannot read, or that names a message outside the batch, means none.
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
      return { done: [], invalid: `itemIdentifier ${JSON.stringify(id)} is not a message of the batch` }
  return { done: messages.filter(({ MessageId }) => !ids.has(MessageId)) }
}
