import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import type { Cloud } from '#local-cloud'

/** A read unit of a scan that need not be consistent (Amazon DynamoDB Developer Guide, "Read consistency"). */
const bytesAUnit = 8 * 1024
/** What DynamoDB adds to each item it stores (Amazon DynamoDB pricing, "Data storage"). */
const bytesAnItem = 100

/** How large a table is, in bytes as DynamoDB bills them, and how many items it has. */
export const tableSize = async (client: DynamoDBClient, table: string) => {
  const size = { bytes: 0, items: 0 }
  let start: Record<string, never> | undefined
  do {
    const answer = await client.send(
      new ScanCommand({ TableName: table, ReturnConsumedCapacity: 'TOTAL', ExclusiveStartKey: start }),
    )
    size.items += answer.Count ?? 0
    size.bytes += (answer.ConsumedCapacity?.CapacityUnits ?? 0) * bytesAUnit
    start = answer.LastEvaluatedKey as typeof start
  } while (start)
  return { ...size, bytes: size.bytes + size.items * bytesAnItem }
}

/** Bytes in all buckets of the template. */
export const filesSize = async ({ resources, objects }: Cloud): Promise<number> => {
  let bytes = 0
  for (const { type, physicalId } of resources.values()) {
    if (type !== 'AWS::S3::Bucket') continue
    for (const key of await objects.list(physicalId, ''))
      bytes += (await objects.get(physicalId, key)).body.length
  }
  return bytes
}
