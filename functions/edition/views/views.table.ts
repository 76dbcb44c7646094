import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { queryAll } from '../../runtime/query-all.table.ts'
import type { DayViews } from './views-in-log.ts'

const Row = z.object({ issue: z.string(), day: z.string() }).catchall(z.unknown())

/**
 * Views by issue and day: a number for each page, under its name, and `seen`, the marks of what was added. Both are
 * written in one update, so that neither is ever there without the other.
 */
export const createViewsTable = (client: DynamoDBClient, table: string) => ({
  /** Adds views, unless that was done under this mark before. */
  add: async ({ issue, day, pages }: DayViews, mark: string): Promise<void> => {
    const each = [...pages].map(([page, views], at) => ({ name: `#p${at}`, page, value: `:v${at}`, views }))
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshall({ issue, day }),
          UpdateExpression: `ADD #seen :marks, ${each.map(({ name, value }) => `${name} ${value}`).join(', ')}`,
          ConditionExpression: 'NOT contains(#seen, :mark)',
          ExpressionAttributeNames: {
            '#seen': 'seen',
            ...Object.fromEntries(each.map(({ name, page }) => [name, page])),
          },
          ExpressionAttributeValues: marshall({
            ':mark': mark,
            ':marks': new Set([mark]),
            ...Object.fromEntries(each.map(({ value, views }) => [value, views])),
          }),
        }),
      )
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
    }
  },
  /** What was counted of an issue, in order of days. */
  of: async (issue: string): Promise<DayViews[]> => {
    const found: DayViews[] = []
    const pages = queryAll(client, {
      TableName: table,
      KeyConditionExpression: '#issue = :issue',
      ExpressionAttributeNames: { '#issue': 'issue' },
      ExpressionAttributeValues: marshall({ ':issue': issue }),
    })
    for await (const { Items = [] } of pages) found.push(...Items.map((item) => viewsIn(unmarshall(item))))
    return found
  },
})
export type ViewsTable = ReturnType<typeof createViewsTable>

const viewsIn = (item: unknown): DayViews => {
  const { issue, day, ...rest } = Row.parse(item)
  // A page's name has a slash, no other attribute's has.
  const pages = Object.entries(rest).filter(([name]) => name.includes('/'))
  return { issue, day, pages: new Map(z.array(z.tuple([z.string(), z.number()])).parse(pages)) }
}
