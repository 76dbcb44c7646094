import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { expect, test } from 'vitest'
import { createDatabase } from '../../../functions/runtime/database.table.ts'

test('what is read is not copied once more for a log that nobody keeps', async () => {
  const item = marshall({ id: 'a' })
  const body = Buffer.from(JSON.stringify({ Responses: { table: [item] } }))
  const database = createDatabase({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    requestHandler: {
      handle: async () => ({ response: { statusCode: 200, headers: {}, body } }),
    },
  })
  let copies = 0
  database.middlewareStack.add(
    (next, context) => (args) => {
      const copy = context.outputFilterSensitiveLog as (output: unknown) => unknown
      context.outputFilterSensitiveLog = (output: unknown) => {
        copies += 1
        return copy(output)
      }
      return next(args)
    },
    { step: 'initialize' },
  )
  const command = new BatchGetItemCommand({ RequestItems: { table: { Keys: [item] } } })
  expect((await database.send(command)).Responses).toEqual({ table: [item] })
  expect(copies).toBe(0)
})
