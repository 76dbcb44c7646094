import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { momentOf } from './clocks.ts'
import { createDatabaseClock, type DatabaseClock } from './database-clock.ts'
import { systemClocks } from './system-clocks.ts'

/** What files that are no tables hand on to those. */
export type Database = DynamoDBClient

/** A DynamoDB client with timeouts, which the SDK does not set by default. */
export const createDatabase = (): DynamoDBClient =>
  new DynamoDBClient({
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    }),
  })

/** A DynamoDB client, and the database's time as its answers report it. Refusals report it too. */
export const createTimedDatabase = (
  clocks = systemClocks,
  database = createDatabase(),
): { database: DynamoDBClient; time: DatabaseClock } => {
  const time = createDatabaseClock(clocks)
  database.middlewareStack.add(
    (next) => async (args) => {
      const askedAt = momentOf(clocks)
      const result = await next(args)
      const { date } = (result.response as { headers?: Record<string, string> }).headers ?? {}
      if (date) time.heard(Date.parse(date), askedAt)
      return result
    },
    // Below the deserialiser, which throws at refusals: those carry a `Date` too.
    { step: 'deserialize', priority: 'low', name: 'hearTheDate' },
  )
  return { database, time }
}
