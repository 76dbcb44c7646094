import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { putOverRevision } from '../../runtime/put-over-revision.table.ts'
import { queryAll } from '../../runtime/query-all.table.ts'
import type { SubscriberId } from '../states/reader-id.ts'
import { Import } from './import-record.ts'
import type { PassedOverRows } from './passed-over-rows.ts'

/** Readers of a run of rows who are to be asked, by id. `row`: the run's first. */
export type ToAsk = { row: number; ids: SubscriberId[] }

/** Runs of rows that one call reads. */
const runsPerPage = 20

const rowsOf = (id: string) => `rows#${id}`
const asksOf = (id: string) => `asks#${id}`
/** So that keys are in the order of rows. */
const rowKey = (row: number) => String(row).padStart(12, '0')

/**
 * Partitions: `import` (the records; few, listed whole), `rows#<id>` (which rows of one were not imported), and `asks#<id>`
 * (whom one asks).
 */
export const createImportsTable = (client: DynamoDBClient, table: string) => ({
  /** A consistent read. */
  get: async (id: string): Promise<Import | undefined> => {
    const Key = marshall({ kind: 'import', id })
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))
    return Item && Import.parse(unmarshall(Item))
  },

  /** All of them, the latest asked for first. */
  all: async (): Promise<Import[]> => {
    const found: Import[] = []
    const pages = queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: marshall({ ':kind': 'import' }),
    })
    for await (const { Items = [] } of pages)
      found.push(...Items.map((item) => Import.parse(unmarshall(item))))
    return found.sort((a, b) => b.at.localeCompare(a.at))
  },

  /**
   * Writes a record unless it changed since it was read.
   * @param before the record that was read; undefined = there is none
   */
  replace: async (before: Import | undefined, after: Import) =>
    putOverRevision(client, table, before, { kind: 'import', ...after }),

  /**
   * Notes which rows of a run were not imported. Written again, it is the same.
   * @param id see `rowsKeyOf`
   * @param from the run's first row
   * @param expires Unix seconds
   */
  putRows: async (id: string, from: number, runs: PassedOverRows, expires?: number): Promise<void> => {
    const Item = marshall({
      kind: rowsOf(id),
      id: rowKey(from),
      runs,
      ...(expires !== undefined && { expires }),
    })
    await client.send(new PutItemCommand({ TableName: table, Item }))
  },

  /** Notes whom a run's rows let be asked. Written again, it is the same. @param expires Unix seconds */
  putAsks: async (id: string, { row, ids }: ToAsk, expires: number): Promise<void> => {
    const Item = marshall({ kind: asksOf(id), id: rowKey(row), ids, expires })
    await client.send(new PutItemCommand({ TableName: table, Item }))
  },

  /** The first run from this row on of which somebody is to be asked. A consistent read. */
  asks: async (id: string, from: number): Promise<ToAsk | undefined> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'kind = :kind AND id >= :from',
        ExpressionAttributeValues: marshall({ ':kind': asksOf(id), ':from': rowKey(from) }),
        ConsistentRead: true,
        Limit: 1,
      }),
    )
    const [found] = Items.map((item) => unmarshall(item))
    return found && { row: Number(found.id), ids: found.ids as SubscriberId[] }
  },

  /** Some runs of rows, in order. @param id see `rowsKeyOf` @param after the `next` of the page before */
  rows: async (id: string, after = 0): Promise<{ runs: PassedOverRows[]; next?: number }> => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'kind = :kind AND id > :after',
        ExpressionAttributeValues: marshall({
          ':kind': rowsOf(id),
          ':after': rowKey(after),
        }),
        Limit: runsPerPage,
      }),
    )
    return {
      runs: Items.map((item) => unmarshall(item).runs as PassedOverRows),
      ...(LastEvaluatedKey && { next: Number(unmarshall(LastEvaluatedKey).id) }),
    }
  },
})
export type ImportsTable = ReturnType<typeof createImportsTable>
