import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { putOverRevision } from '../runtime/put-over-revision.table.ts'
import { anyType, eventTypes } from './event-types.ts'

/** Types that a newer version knows are kept. */
const Wanted = z.object({ types: z.array(z.string()), revision: z.number() })

/** In no shard, so that nobody meets it who goes through the readers. */
const key = { shard: 'webhooks', id: 'wanted' }

/**
 * What webhooks want to be told of, all together: one small row beside the readers, where whoever changes one may look
 * already. So without a webhook an act costs one read more, and a visitor who only looks costs nothing.
 * @param table of subscribers
 */
export const createWantedEvents = (client: DynamoDBClient, table: string) => {
  const read = async () => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }),
    )
    return Item && Wanted.parse(unmarshall(Item))
  }
  return {
    get: async (): Promise<ReadonlySet<string>> => {
      const types = (await read())?.types ?? []
      return new Set(types.includes(anyType) ? [...types, ...eventTypes] : types)
    },
    /** Adds what is about to be wanted, before the webhook is there that wants it: no event between the two is passed over. */
    widen: async (more: readonly string[]): Promise<void> => {
      for (;;) {
        const before = await read()
        const types = [...new Set([...(before?.types ?? []), ...more])].toSorted()
        if (before && types.length === new Set(before.types).size) return
        if ((await putOverRevision(client, table, before, { ...key, types })) === 'written') return
      }
    },
    /**
     * Writes what is wanted now. Of two who change webhooks at once, whoever writes last has seen the other's.
     * @param gather reads all webhooks; it may be called several times
     */
    renew: async (gather: () => Promise<readonly string[]>): Promise<void> => {
      for (;;) {
        const before = await read()
        const types = [...(await gather())]
        if ((await putOverRevision(client, table, before, { ...key, types })) === 'written') return
      }
    },
  }
}
export type WantedEvents = ReturnType<typeof createWantedEvents>
