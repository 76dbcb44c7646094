import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** A command as it is sent: which one, and with what. */
export type Sent = {
  name: string
  input: { Key?: Record<string, { S?: string }>; UpdateExpression?: string }
}

/** The client of a database that fails the calls of which `when` says so, after the SDK's own retries. */
export const failing = (client: DynamoDBClient, when: (sent: Sent) => boolean): DynamoDBClient =>
  new Proxy(client, {
    get: (target, name) =>
      name === 'send'
        ? async (command: { constructor: { name: string }; input: Sent['input'] }) => {
            if (when({ name: command.constructor.name, input: command.input }))
              throw new Error('throttled for too long')
            return target.send(command as never)
          }
        : Reflect.get(target, name),
  })
