import type { Call, Request, Response } from '../types.ts'

type Send = (request: Request) => Promise<Response>
type Counted = { id: string; at: number; count: number }

/** The counts kept between runs, by table name. */
export type CountsKept = {
  get(): Record<string, Counted> | undefined
  set(counts: Record<string, Counted>): void
}

export type ItemCountOptions = { now: () => number; exact?: boolean | undefined; kept?: CountsKept }

/**
 * "DynamoDB updates this value approximately every six hours"
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html, ItemCount).
 */
const everyMs = 6 * 3_600_000

/**
 * Makes DescribeTable return the item count of the last update: 0 for a table younger than six hours, whatever it
 * holds. dynalite does not count at all.
 * @param options.exact counts at every call instead
 */
export const createItemCounts = (options: ItemCountOptions) => {
  const { now, exact = false } = options
  const counts: Record<string, Counted> = { ...options.kept?.get() }

  const lastCounted = async (table: Described, count: () => Promise<number>) => {
    const { TableName: name, TableId: id } = table
    const kept = counts[name]?.id === id ? counts[name] : undefined
    const last = kept ?? { id, at: table.CreationDateTime * 1000, count: 0 }
    if (now() - last.at < everyMs) return last.count
    counts[name] = { id, at: now(), count: await count() }
    options.kept?.set(counts)
    return counts[name].count
  }

  return async (call: Call, request: Request, answer: Response, send: Send): Promise<Response> => {
    if (call.service !== 'dynamodb' || call.action !== 'DescribeTable' || answer.status !== 200) return answer
    const { Table } = JSON.parse(String(answer.body)) as { Table: Described }
    const count = () => countItems(Table.TableName, request, send)
    const ItemCount = exact ? await count() : await lastCounted(Table, count)
    // The checksum belonged to the original body.
    const { 'x-amz-crc32': _, ...headers } = answer.headers
    return { ...answer, headers, body: JSON.stringify({ Table: { ...Table, ItemCount } }) }
  }
}

/** `CreationDateTime` in Unix seconds. */
type Described = { TableName: string; TableId: string; CreationDateTime: number }
type Page = { Count: number; LastEvaluatedKey?: object }

/** Counts by reading the whole table, with the original call's headers. @throws when the table cannot be read */
const countItems = async (TableName: string, { headers, ...request }: Request, send: Send) => {
  let total = 0
  let ExclusiveStartKey: object | undefined
  do {
    const body = Buffer.from(JSON.stringify({ TableName, Select: 'COUNT', ExclusiveStartKey }))
    const scan = { ...request, headers: { ...headers, 'x-amz-target': 'DynamoDB_20120810.Scan' }, body }
    const answer = await send(scan)
    if (answer.status !== 200) throw new Error(`${TableName} cannot be counted: ${answer.body}`)
    const page = JSON.parse(String(answer.body)) as Page
    total += page.Count
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return total
}
