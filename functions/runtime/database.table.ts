import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { momentOf } from './clocks.ts'
import { createDatabaseClock, type DatabaseClock } from './database-clock.ts'
import { systemClocks } from './system-clocks.ts'

/** What files that are no tables hand on to those. */
export type Database = DynamoDBClient

/**
 * A logger that takes no `info`. The SDK copies all that it reads and writes, attribute by attribute, to log it without
 * secrets, also where nobody logs: that takes as long as to read it. Its warnings go where they go without a logger.
 */
const quiet = {
  debug: () => {},
  warn: console.warn,
  error: () => {},
} as NonNullable<DynamoDBClientConfig['logger']>

/**
 * A DynamoDB client with timeouts, which the SDK does not set by default.
 * @param but other settings than these, for tests
 */
export const createDatabase = (but: DynamoDBClientConfig = {}): DynamoDBClient =>
  new DynamoDBClient({
    logger: quiet,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    }),
    ...but,
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
