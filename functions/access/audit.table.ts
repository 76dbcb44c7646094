import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { DatabaseClock } from '../runtime/database-clock.ts'
import { defined } from '../runtime/defined.ts'
import { queryAll } from '../runtime/query-all.table.ts'
import { ActResult, type AuditEntry, BegunAct } from './audit-entry.ts'

export type AuditTableDeps = {
  client: DynamoDBClient
  table: string
  /** Entries are forgotten after so many days. */
  keptDays: number
  time: Pick<DatabaseClock, 'likely'>
  /** A name that no other has. */
  token: () => string
}

/** All are in one partition, whose order is that of time: people act seldom. */
const kind = 'act'
/** A result is another row, right behind the act's own, because no row of the log is ever changed. */
const ended = '~result'
const isResult = (id: string): boolean => id.endsWith(ended)

/** One answer looks through no more rows than these. */
const mostRead = 2_000

/** The audit log. Its functions may put rows into the table, and neither change nor delete one. */
export const createAuditTable = ({ client, table, keptDays, time, token }: AuditTableDeps) => {
  const expiresOf = (at: string) => Math.floor(Date.parse(at) / 1000) + keptDays * 86_400
  const put = async (id: string, at: string, row: object) => {
    const Item = marshall({ ...row, kind, id, expires: expiresOf(at) }, { removeUndefinedValues: true })
    try {
      await client.send(
        new PutItemCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(id)' }),
      )
    } catch (error) {
      // No other act has this id, so it was our own write, whose answer was lost.
      if (!(error instanceof ConditionalCheckFailedException)) throw error
    }
  }
  let hasAnswered = false
  const now = async () => {
    if (!hasAnswered)
      await client.send(new GetItemCommand({ TableName: table, Key: marshall({ kind, id: 'clock' }) }))
    hasAnswered = true
    return new Date(time.likely()).toISOString()
  }
  return {
    /** Writes that an act begins. @returns its id */
    begin: async (act: Omit<BegunAct, 'id' | 'at'>): Promise<string> => {
      const at = await now()
      const id = `${at}~${token()}`
      await put(id, at, { ...act, at })
      return id
    },
    /** Writes how it ended. @param id of the act */
    end: async (id: string, result: Omit<ActResult, 'at'>): Promise<void> => {
      const [begunAt = ''] = id.split('~')
      await put(`${id}${ended}`, begunAt, { ...result, at: await now() })
    },
    /**
     * Entries, the newest first.
     * @param isWanted which of them
     * @param after the `next` of the page before
     * @returns at most `limit`; with `next` there may be more, also if there are none on this page
     */
    page: async (
      isWanted: (entry: AuditEntry) => boolean,
      after: string | undefined,
      limit: number,
    ): Promise<{ entries: AuditEntry[]; next?: string }> => {
      const pages = queryAll(client, {
        TableName: table,
        KeyConditionExpression: after === undefined ? 'kind = :kind' : 'kind = :kind AND id < :after',
        ExpressionAttributeValues: marshall(defined({ ':kind': kind, ':after': after })),
        ScanIndexForward: false,
        Limit: 200,
      })
      const entries: AuditEntry[] = []
      const results = new Map<string, ActResult>()
      let read = 0
      for await (const { Items = [] } of pages)
        for (const row of Items.map((item) => unmarshall(item))) {
          read += 1
          if (isResult(row.id)) {
            results.set(row.id.slice(0, -ended.length), ActResult.parse(row))
            continue
          }
          const entry: AuditEntry = { ...BegunAct.parse(row), ...defined({ result: results.get(row.id) }) }
          // DynamoDB forgets what has expired some days late.
          if (row.expires * 1000 > time.likely() && isWanted(entry)) entries.push(entry)
          if (entries.length === limit || read >= mostRead) return { entries, next: row.id }
        }
      return { entries }
    },
  }
}
export type AuditTable = ReturnType<typeof createAuditTable>
