import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { DeadLettersDeps } from './dead-letters.ts'

/** Longer than it takes to move the few messages that are received together. */
const hiddenSeconds = 30

/** Dead-letter queues in SQS, by their URLs. */
export const createDeadLetterStore = (
  sqs = new SQSClient({}),
): Pick<DeadLettersDeps, 'depth' | 'receive' | 'send'> => ({
  /** Approximate number of messages, including those that somebody has just received. */
  depth: async (QueueUrl) => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
    )
    return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0)
  },

  receive: async (QueueUrl) => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: hiddenSeconds,
        // Without waiting, SQS asks only some of its servers and may call a queue empty that is not.
        WaitTimeSeconds: 1,
      }),
    )
    return Messages.map(({ Body = '', ReceiptHandle }) => ({
      body: Body,
      remove: async () => {
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      },
    }))
  },

  send: async (QueueUrl, MessageBody) => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))
  },
})
