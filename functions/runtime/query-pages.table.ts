import {
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb'
import { defined } from './defined.ts'

/** The pages of a consistent query, one after another: DynamoDB answers with 1 MB at a time. */
export async function* queryPages(
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
