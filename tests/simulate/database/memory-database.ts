import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  BatchWriteItemCommand,
  type BatchWriteItemCommandInput,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  DescribeTableCommand,
  type DescribeTableCommandInput,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import type { Item } from './attribute.ts'
import { conditionOf } from './condition.ts'
import { conditionFailed, validationException } from './errors.ts'
import { query } from './query.ts'
import { createTable, type Schema, type Table } from './table.ts'
import { updateOf } from './update.ts'

/** A change that took effect. */
export type Write = {
  table: string
  pk: string
  sk: string
  before: Item | undefined
  after: Item | undefined
}

export type MemoryDatabaseDeps = {
  tables: Record<string, Schema>
  /** The database's own time, by which versions of items are ordered. */
  now: () => number
  /** The item count of `DescribeTable`, which is hours old. */
  itemCount?: (table: string) => number
  /** Called just after every change. */
  written?: (write: Write) => void
  /** The size of a query's page. DynamoDB's is 1 MB. */
  pageBytes?: number
}

/** Limitations of DynamoDB that apply to one call. */
export type Unkindness = {
  /** The time whose state an eventually consistent read sees. */
  asOf?: number
  /** How many keys of a `BatchGetItem` are read. */
  processed?: number
}

type Command = { input: object }
type Known = { schema: Schema; table: Table; name: string }
type Execute = (input: never, unkindness: Unkindness) => object

/**
 * DynamoDB's items and expressions in memory: only what the tables of this service use, and fast enough for a
 * simulator. tests/tables/memory-database.test.ts compares it with a real one.
 */
export const createMemoryDatabase = (deps: MemoryDatabaseDeps) => {
  const { now, written, pageBytes = Infinity } = deps
  const tables = new Map<string, Known>(
    Object.entries(deps.tables).map(([name, schema]) => [name, { name, schema, table: createTable(schema) }]),
  )
  const tableOf = (name: string | undefined): Known => {
    const found = tables.get(name ?? '')
    if (!found) throw new Error(`There is no table ${name}`)
    return found
  }

  const change = (
    { table, name }: Known,
    key: Item,
    input: Pick<
      UpdateItemCommandInput,
      'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
    >,
    become: (before: Item | undefined) => Item | undefined,
  ) => {
    const before = table.get(key)
    const { ConditionExpression: text, ExpressionAttributeNames, ExpressionAttributeValues } = input
    const scope = { names: ExpressionAttributeNames ?? {}, values: ExpressionAttributeValues ?? {} }
    if (text && !conditionOf(text)({ item: before, ...scope })) throw conditionFailed()
    const after = become(before)
    if (before === undefined && after === undefined) return { before, after }
    table.put(key, after, now())
    written?.({ table: name, ...table.keyOf(key), before, after })
    return { before, after }
  }

  const timeFor = (isConsistent: boolean | undefined, { asOf }: Unkindness) =>
    isConsistent ? undefined : asOf

  const executes = new Map<unknown, Execute>([
    [
      GetItemCommand,
      (input: GetItemCommandInput, unkindness: Unkindness) => {
        const Item = tableOf(input.TableName).table.get(input.Key!, timeFor(input.ConsistentRead, unkindness))
        return Item ? { Item } : {}
      },
    ],
    [
      BatchGetItemCommand,
      ({ RequestItems = {} }: BatchGetItemCommandInput, unkindness: Unkindness) =>
        batchGet(RequestItems, unkindness),
    ],
    [
      PutItemCommand,
      (input: PutItemCommandInput) => {
        change(tableOf(input.TableName), input.Item!, input, () => input.Item!)
        return {}
      },
    ],
    [
      UpdateItemCommand,
      (input: UpdateItemCommandInput) => {
        const names = input.ExpressionAttributeNames ?? {}
        const values = input.ExpressionAttributeValues ?? {}
        const { before, after } = change(tableOf(input.TableName), input.Key!, input, (before) =>
          updateOf(input.UpdateExpression!)({ item: before ?? input.Key!, names, values }),
        )
        if (input.ReturnValues === 'ALL_NEW') return { Attributes: after }
        return input.ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {}
      },
    ],
    [
      DeleteItemCommand,
      (input: DeleteItemCommandInput) => {
        change(tableOf(input.TableName), input.Key!, input, () => undefined)
        return {}
      },
    ],
    [
      QueryCommand,
      (input: QueryCommandInput, unkindness: Unkindness) => {
        const known = tableOf(input.TableName)
        return query({ ...known, mostBytes: pageBytes }, input, timeFor(input.ConsistentRead, unkindness))
      },
    ],
    [
      BatchWriteItemCommand,
      ({ RequestItems = {} }: BatchWriteItemCommandInput) => {
        for (const [name, requests] of Object.entries(RequestItems))
          for (const { PutRequest, DeleteRequest } of requests)
            change(tableOf(name), PutRequest?.Item ?? DeleteRequest!.Key!, {}, () => PutRequest?.Item)
        return {}
      },
    ],
    [
      DescribeTableCommand,
      ({ TableName }: DescribeTableCommandInput) => ({
        Table: { TableName, TableStatus: 'ACTIVE', ItemCount: deps.itemCount?.(TableName!) ?? 0 },
      }),
    ],
  ] as [unknown, Execute][])

  const batchGet = (
    requests: NonNullable<BatchGetItemCommandInput['RequestItems']>,
    unkindness: Unkindness,
  ): object => {
    const Responses: Record<string, Item[]> = {}
    const UnprocessedKeys: typeof requests = {}
    for (const [name, request] of Object.entries(requests)) {
      const { Keys = [], ConsistentRead } = request
      if (Keys.length > 100) throw validationException('Too many items requested for the BatchGetItem call')
      const read = Keys.slice(0, unkindness.processed ?? Keys.length)
      const { table } = tableOf(name)
      Responses[name] = read
        .map((key) => table.get(key as Item, timeFor(ConsistentRead, unkindness)))
        .filter((item) => item !== undefined)
      if (read.length < Keys.length) UnprocessedKeys[name] = { ...request, Keys: Keys.slice(read.length) }
    }
    return { Responses, UnprocessedKeys }
  }

  /**
   * Executes an SDK command at once.
   * @throws what the SDK would throw
   */
  const execute = (command: Command, unkindness: Unkindness = {}): object => {
    const known = executes.get(command.constructor)
    if (!known) throw new Error(`The memory database knows no ${command.constructor.name}`)
    return { $metadata: { httpStatusCode: 200 }, ...known(command.input as never, unkindness) }
  }

  return {
    execute,
    /** As `DynamoDBClient.send`. */
    send: async (command: Command): Promise<object> => execute(command),
    table: (name: string) => tableOf(name).table,
  }
}
export type MemoryDatabase = ReturnType<typeof createMemoryDatabase>
