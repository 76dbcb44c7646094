import { expect, test } from 'vitest'
import { billOf } from '../bill/bill.ts'
import { createTally } from '../bill/count-usage.ts'
import { withFunctions } from '../bill/functions.ts'
import { type Item, pricesFor } from '../bill/prices.ts'
import { queuesOf } from '../bill/published.ts'
import { billTable } from '../bill/table.ts'
import { messageParts } from '../bill/usage.ts'
import { billedFor } from '../gateway/billing.ts'
import type { LambdaFunction } from '../lambda/function.ts'
import type { Call, Request, Resource } from '../types.ts'

const aCall = (service: string, action: string, over: Partial<Call> = {}): Call => ({
  service,
  action,
  iamAction: action,
  resources: [],
  context: {},
  ...over,
})
const aRequest = (body = ''): Request => ({
  method: 'POST',
  path: '/',
  query: '',
  headers: {},
  body: Buffer.from(body),
})
const answered = (body = '', status = 200) => ({ status, headers: {}, body })
const noQueues = () => 0

test('a bill is what each thing costs, the dearest first, and its sum', () => {
  const bill = billOf({
    Sender: { 'ses.messages': 1_000, 'dynamodb.writes': 1_000_000 },
    Form: { 'ses.messages': 500 },
  })
  expect(bill.lines).toEqual([
    {
      service: 'DynamoDB',
      unit: 'write request units',
      quantity: 1_000_000,
      price: 0.625 / 1_000_000,
      cost: 0.625,
      by: { Sender: 1_000_000 },
    },
    {
      service: 'SES',
      unit: 'messages (Essentials)',
      quantity: 1_500,
      price: 0.16 / 1_000,
      cost: 0.24,
      by: { Sender: 1_000, Form: 500 },
    },
  ])
  expect(bill.total).toBeCloseTo(0.865, 10)
  expect(bill.prices).toMatch(/^\d{4}-\d\d-\d\d$/)
})

test('an older account pays SES à la carte', () => {
  const used = { Sender: { 'ses.messages': 1_000 } }
  expect(billOf(used).total).toBeCloseTo(0.16, 10)
  expect(billOf(used, 'a-la-carte').total).toBeCloseTo(0.1, 10)
})

test('every price says which page it is from, and when', () => {
  for (const { usd, per, source } of Object.values(pricesFor('essentials'))) {
    expect(usd / per).toBeGreaterThan(0)
    expect(source).toMatch(/pricing.*us-east-1, \d{4}-\d\d-\d\d$/)
  }
})

test('the table names who used the most, and says that free tiers are not subtracted', () => {
  const table = billTable(billOf({ Sender: { 'ses.messages': 3 }, Form: { 'ses.messages': 1 } }))
  expect(table).toMatch(/SES +4 {2}messages \(Essentials\) +\$0\.000640 {2}Sender 75 %/)
  expect(table).toMatch(/Total +\$0\.000640/)
  expect(table).toContain('Free tiers are not subtracted')
})

test('a payload counts as one unit for each 64 KB that it begins, and never as none', () => {
  expect([0, 1, 65_536, 65_537, 131_073].map(messageParts)).toEqual([1, 1, 1, 2, 3])
})

const billed = (call: Call, body?: string, answer = answered()) =>
  billedFor(call, aRequest(body), answer, noQueues)

test('an SQS request is as large as what it sends or brings, and empty receives are counted apart', () => {
  const large = 'x'.repeat(70_000)
  expect(billed(aCall('sqs', 'SendMessage'), '{}')).toEqual({ 'sqs.requests': 1 })
  expect(billed(aCall('sqs', 'SendMessageBatch'), large)).toEqual({ 'sqs.requests': 2 })
  const brought = answered(`{"Messages":[{"MessageId":"1","Body":"${large}"}]}`)
  expect(billed(aCall('sqs', 'ReceiveMessage'), '{}', brought)).toEqual({ 'sqs.requests': 2 })
  expect(billed(aCall('sqs', 'ReceiveMessage'), '{}', answered('{}'))).toEqual({ 'sqs.empty': 1 })
})

test('a publish is billed, and each queue that it goes to is sent a message', () => {
  const call = aCall('sns', 'Publish', { resources: ['topic'] })
  const queues = (topic: string) => (topic === 'topic' ? 2 : 0)
  expect(billedFor(call, aRequest('Message=hello'), answered(), queues)).toEqual({
    'sns.publishes': 1,
    'sqs.requests': 2,
  })
})

test('only a topic’s own subscriptions of queues count', () => {
  const subscription = (TopicArn: string, Protocol: string) =>
    ({ type: 'AWS::SNS::Subscription', properties: { TopicArn, Protocol } }) as unknown as Resource
  const all = [subscription('a', 'sqs'), subscription('a', 'email'), subscription('b', 'sqs')]
  const resources = { get: () => undefined, byArn: () => undefined, ofType: () => all }
  expect(queuesOf(resources, 'a')).toBe(1)
})

test('S3 bills writes and lists dearly, reads cheaply, and deletes not at all', () => {
  const itemsOf = (action: string) => Object.keys(billed(aCall('s3', action)))
  for (const action of ['PutObject', 'CopyObject', 'ListObjectsV2', 'UploadPart'])
    expect(itemsOf(action)).toEqual(['s3.writes'])
  for (const action of ['GetObject', 'HeadObject']) expect(itemsOf(action)).toEqual(['s3.reads'])
  expect(itemsOf('DeleteObjects')).toEqual([])
})

test('SES bills each recipient of a message that it took, and nothing of one that it refused', () => {
  const context = { 'ses:recipients': ['a@example.org', 'b@example.org'] }
  const call = aCall('ses', 'SendRawEmail', { context })
  expect(billed(call)).toEqual({ 'ses.messages': 2 })
  expect(billed(aCall('ses', 'SendRawEmail'))).toEqual({ 'ses.messages': 1 })
  expect(billed(call, '', answered('', 400))).toEqual({})
  expect(billed(aCall('ses', 'GetSendQuota'))).toEqual({})
})

test('each entry put on a bus is an event, and a secret read is a call', () => {
  const entries = JSON.stringify({ Entries: [{ Detail: '{}' }, { Detail: 'x'.repeat(70_000) }] })
  expect(billed(aCall('events', 'PutEvents'), entries)).toEqual({ 'events.put': 3 })
  expect(billed(aCall('secretsmanager', 'GetSecretValue'))).toEqual({ 'secrets.calls': 1 })
})

test('a tally keeps callers apart and gives away copies', () => {
  const tally = createTally()
  tally.count('A', 'SQS.SendMessage')
  tally.count('B', 'SQS.SendMessage')
  tally.meter('A', { 'sqs.requests': 1 })
  tally.meter('A', { 'sqs.requests': 2 })
  const usage = tally.usage()
  expect(usage).toEqual({
    A: { calls: { 'SQS.SendMessage': 1 }, billed: { 'sqs.requests': 3 } },
    B: { calls: { 'SQS.SendMessage': 1 }, billed: {} },
  })
  usage.A!.billed['sqs.requests'] = 100
  expect(tally.usage().A!.billed['sqs.requests']).toBe(3)
  expect(tally.calls()).toEqual({ 'SQS.SendMessage': 2 })
})

test('what a function ran is added by its memory’s architecture, with how many may work at once', () => {
  const fn = { logicalId: 'Worker', arn: 'arn', memoryMB: 512, architecture: 'arm64' } as LambdaFunction
  const used = { Worker: { invocations: 3, sandboxes: 1, cpuMs: 40, peakMB: 60, gbSeconds: 0.5 } }
  const mapping = { functionArn: 'arn', maximumConcurrency: 8 } as never
  const { Worker } = withFunctions({}, { functions: [fn], mappings: [mapping], used })
  expect(Worker!.runs).toEqual({
    invocations: 3,
    cpuMs: 40,
    memoryMB: 512,
    architecture: 'arm64',
    atOnce: 8,
  })
  const items: Item[] = ['lambda.requests', 'lambda.seconds.arm64', 'lambda.seconds.x86_64']
  expect(items.map((item) => Worker!.billed[item])).toEqual([3, 0.5, undefined])
  expect(Worker!.billed['logs.written']).toBeGreaterThan(0)
})
