import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { momentOf } from './clocks.ts'
import { createDatabaseClock, type DatabaseClock } from './database-clock.ts'
import { systemClocks } from './system-clocks.ts'

/** The DynamoDB client of every table: with time limits, which the SDK's default lacks. */
export const createDatabase = (): DynamoDBClient =>
  new DynamoDBClient({
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    }),
  })

/** A client, and the database's time as its answers tell it, refusals included. */
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
    // Below what reads the answer: it throws at refusals, and those tell the time, too.
    { step: 'deserialize', priority: 'low', name: 'hearTheDate' },
  )
  return { database, time }
}
