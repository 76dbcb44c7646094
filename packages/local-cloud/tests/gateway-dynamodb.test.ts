import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CountsKept } from '../dynamodb/item-counts.ts'
import { awsHeaders } from '../emulators/emulators.ts'
import type { Gateway, GatewayOptions } from '../gateway/gateway.ts'
import { aClient, aGateway } from './a-gateway.ts'

const hour = 3_600_000
// dynalite has no types of its own.
const dynalite: (options: object) => Server = createRequire(import.meta.url)('dynalite')

let tables: Server
let gateway: Gateway
let clock: number

const begin = async (itemCounts?: GatewayOptions['itemCounts']) => {
  const url = `http://127.0.0.1:${(tables.address() as AddressInfo).port}`
  gateway = await aGateway({
    forward: { dynamodb: url, sqs: '', sns: '', s3: '' },
    now: () => clock,
    itemCounts,
  })
}

beforeEach(async () => {
  clock = Date.now()
  tables = dynalite({ createTableMs: 0, deleteTableMs: 0 })
  await new Promise<void>((resolve) => tables.listen(0, '127.0.0.1', () => resolve()))
  await begin()
  await makeTable()
})
afterEach(async () => {
  await gateway.end()
  tables.close()
})

const client = () => aClient(DynamoDBClient, gateway)
const makeTable = () =>
  client().send(
    new CreateTableCommand({
      TableName: 'letters',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
const put = async (...keys: string[]) => {
  const letters = keys.map((pk) => ({
    PutRequest: { Item: { pk: { S: pk }, text: { S: 'x'.repeat(390_000) } } },
  }))
  await client().send(new BatchWriteItemCommand({ RequestItems: { letters } }))
}
const count = async () =>
  (await client().send(new DescribeTableCommand({ TableName: 'letters' }))).Table?.ItemCount

test('a table that was just filled is said to be empty, until it is counted six hours later', async () => {
  await put('a', 'b', 'c')
  expect(await count()).toBe(0)
  clock += 5 * hour
  expect(await count()).toBe(0)
  clock += 2 * hour
  // More than one page of a scan.
  expect(await count()).toBe(3)
  await put('d')
  clock += 5 * hour
  expect(await count()).toBe(3)
  clock += hour
  expect(await count()).toBe(4)
})

test('a table that is made anew is empty again', async () => {
  await put('a')
  clock += 7 * hour
  expect(await count()).toBe(1)
  await client().send(new DeleteTableCommand({ TableName: 'letters' }))
  // dynalite's own clock is not set ahead.
  clock = Date.now()
  await makeTable()
  expect(await count()).toBe(0)
})

test('counts outlive a restart', async () => {
  let stored: ReturnType<CountsKept['get']>
  const kept: CountsKept = {
    get: () => stored,
    set: (counts) => {
      stored = structuredClone(counts)
    },
  }
  await gateway.end()
  await begin({ kept })
  await put('a')
  clock += 7 * hour
  expect(await count()).toBe(1)
  await gateway.end()
  await begin({ kept })
  await put('b')
  expect(await count()).toBe(1)
})

test('whoever asks for it gets an exact count', async () => {
  await gateway.end()
  await begin({ exact: true })
  await put('a', 'b')
  expect(await count()).toBe(2)
})

const dateOf = async (target: string, body: object) => {
  const headers = awsHeaders('dynamodb', 'us-east-1', `DynamoDB_20120810.${target}`, '1.0', 'WORKER')
  const answer = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify(body) })
  return [answer.status, answer.headers.get('date')]
}

test('DynamoDB’s answers, good and bad, carry the time of the cloud’s clock', async () => {
  clock = Date.parse('2027-01-02T03:04:05.678Z')
  const date = 'Sat, 02 Jan 2027 03:04:05 GMT'
  const key = { pk: { S: 'a' } }
  expect(await dateOf('GetItem', { TableName: 'letters', Key: key })).toEqual([200, date])
  expect(await dateOf('GetItem', { TableName: 'none', Key: key })).toEqual([400, date])
  const refused = { TableName: 'letters', Item: key, ConditionExpression: 'attribute_exists(pk)' }
  expect(await dateOf('PutItem', refused)).toEqual([400, date])
})
