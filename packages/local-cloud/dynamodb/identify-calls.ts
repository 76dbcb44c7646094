import { arn, type Identify, type Need, type Scope } from '../gateway/call-permissions.ts'
import { jsonOf, targetOf, text } from '../gateway/parse-request.ts'

const tableArn = (table: string, scope: Scope): string =>
  table.startsWith('arn:') ? table : arn('dynamodb', scope, `table/${table}`)

type Written = Record<string, { TableName?: string } | undefined>

const transactWrites: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
}

// A transaction needs the permissions of its individual actions
// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html).
const transactNeeds = (items: Written[], scope: Scope): Need[] =>
  items.flatMap((item) =>
    Object.entries(item).flatMap(([kind, request]) => {
      const action = transactWrites[kind]
      return action && request?.TableName
        ? [{ action: `dynamodb:${action}`, resource: tableArn(request.TableName, scope) }]
        : []
    }),
  )

const withoutTable = new Set(['ListTables', 'DescribeLimits', 'DescribeEndpoints'])

/** DynamoDB calls. The resource is the table, or only the index for a call on an index; for a batch, every table. */
export const identifyDynamodb: Identify = (request, scope) => {
  const action = targetOf(request)
  if (!action) return undefined
  const body = jsonOf(request)
  const needing = (resource: string): Need => ({ action: `dynamodb:${action}`, resource })
  if (Array.isArray(body.TransactItems)) return { action, needs: transactNeeds(body.TransactItems, scope) }
  if (typeof body.RequestItems === 'object' && body.RequestItems !== null)
    return { action, needs: Object.keys(body.RequestItems).map((table) => needing(tableArn(table, scope))) }
  if (withoutTable.has(action)) return { action, needs: [needing('*')] }
  const table = text(body.TableName) ?? text(body.ResourceArn)
  if (table === undefined) return { action, needs: [needing('*')] }
  const index = text(body.IndexName)
  const resource = tableArn(table, scope)
  return { action, needs: [needing(index === undefined ? resource : `${resource}/index/${index}`)] }
}
