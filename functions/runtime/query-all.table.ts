import {
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb'
import { defined } from './defined.ts'

/** All that a consistent query finds, a megabyte at a time, since DynamoDB answers with no more at once. */
export async function* queryAll(
  client: DynamoDBClient,
  query: QueryCommandInput,
): AsyncGenerator<QueryCommandOutput> {
  let start: QueryCommandInput['ExclusiveStartKey']
  do {
    const page = await client.send(
      new QueryCommand({ ...query, ConsistentRead: true, ...defined({ ExclusiveStartKey: start }) }),
    )
    yield page
    start = page.LastEvaluatedKey
  } while (start)
}
