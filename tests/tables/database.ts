import { randomUUID } from 'node:crypto'
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import { afterAll, describe, inject } from 'vitest'
import { LosesAnswers } from './loses-answers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The databases that the project's set-up began, and what one lacks that it could not begin. */
    databases: { name: string; endpoint?: string | undefined; needs?: string | undefined }[]
  }
}

/**
 * Runs tests on dynalite (`npm test`) or on AWS's own DynamoDB Local (`npm run test:long`); where that cannot run, they
 * show as skipped.
 * @param tests gets a database: `client` for it; `forgetful`, a client that loses the first answer to each call, so
 * that the SDK repeats it; `createTable`, which makes a table of its own and gives its name
 */
export const onEachDatabase = (tests: (database: Database) => void) => {
  for (const { name, endpoint, needs } of inject('databases')) {
    describe.skipIf(needs)(needs ? `needs ${needs}: ${name}` : `on ${name}`, () => {
      const settings = {
        ...(endpoint !== undefined && { endpoint }),
        region: 'us-east-1',
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      }
      const client = new DynamoDBClient(settings)
      const forgetful = new DynamoDBClient({ ...settings, requestHandler: new LosesAnswers() })
      afterAll(() => {
        client.destroy()
        forgetful.destroy()
      })
      tests({
        name,
        client,
        forgetful,
        createTable: (partition, sort) => createTable(client, partition, sort),
      })
    })
  }
}

export type Database = {
  name: string
  client: DynamoDBClient
  forgetful: DynamoDBClient
  createTable: (partition: string, sort: string) => Promise<string>
}

/** Makes a table with string keys, and waits until it can be used. */
const createTable = async (client: DynamoDBClient, partition: string, sort: string): Promise<string> => {
  const TableName = `Table-${randomUUID()}`
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: partition, KeyType: 'HASH' },
        { AttributeName: sort, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [partition, sort].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
    }),
  )
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.05 }, { TableName })
  return TableName
}
