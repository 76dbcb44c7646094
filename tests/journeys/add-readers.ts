import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { shardOf } from '../../functions/subscription/states/reader-id.ts'
import { anActiveReader } from '../builders.ts'
import type { Service } from './service.ts'

/** Puts active readers into the table, past the forms. A third of them reads English. */
export const addReaders = async ({ cloud }: Pick<Service, 'cloud'>, count: number): Promise<void> => {
  const { addresses, region, credentials, resources } = cloud
  const database = new DynamoDBClient({ endpoint: addresses.aws, region, credentials })
  const table = resources.get('SubscriptionsSubscribers')!.physicalId
  for (let from = 0; from < count; from += 25) {
    const items = Array.from({ length: Math.min(25, count - from) }, (_, at) => anActiveReader(from + at))
    const puts = items.map((one) => ({
      PutRequest: {
        Item: marshall({ ...one, confirmedAt: '2026-01-01T00:00:00.000Z', shard: shardOf(one.id) }),
      },
    }))
    await database.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }))
  }
}
