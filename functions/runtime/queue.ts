import { SendMessageBatchCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs'

export type Queue<Message> = { send(messages: Message[], delaySeconds?: number): Promise<void> }

/** A queue of JSON messages. @throws when SQS refuses some of them */
export const createQueue = <Message>(url: string, client = new SQSClient({})): Queue<Message> => ({
  send: async (messages, delaySeconds = 0) => {
    for (let start = 0; start < messages.length; start += 10) {
      const Entries = messages.slice(start, start + 10).map((message, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(message),
        DelaySeconds: delaySeconds,
      }))
      const { Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))
      if (Failed?.length)
        throw new Error(`SQS refused ${Failed.length} of ${Entries.length} messages: ${Failed[0]?.Message}`)
    }
  },
})

/** A client that gives up after a moment, for what somebody waits for who does not need it: the SDK alone waits for ever. */
export const createBriefClient = (config: SQSClientConfig = {}): SQSClient =>
  new SQSClient({
    ...config,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
  })
