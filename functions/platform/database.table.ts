import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { NodeHttpHandler } from '@smithy/node-http-handler'

/** The DynamoDB client of every table: with time limits, which the SDK's default lacks. */
export const createDatabase = (): DynamoDBClient =>
  new DynamoDBClient({
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    }),
  })
