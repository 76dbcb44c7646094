import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { startFauxqs } from 'fauxqs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { FunctionError } from '../lambda/errors.ts'
import { mappingFault } from '../lambda/pollers/mapping-fault.ts'
import { doneAfter } from '../lambda/pollers/partial-failures.ts'
import { type EventSourceMapping, startPollers } from '../lambda/pollers/pollers.ts'
import type { Message } from '../lambda/pollers/sqs-event.ts'
import type { Problem } from '../types.ts'
import { eventually } from './eventually.ts'

// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape, looked into by assertions.
type Json = any

type Event = { Records: { messageId: string; body: string; [name: string]: unknown }[] }

let emulator: Awaited<ReturnType<typeof startFauxqs>>
let url: string
let client: SQSClient
let queues = 0
const undo: (() => unknown)[] = []

beforeAll(async () => {
  emulator = await startFauxqs({ port: 0, logger: false })
  url = `http://127.0.0.1:${emulator.port}`
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' }
  client = new SQSClient({ endpoint: url, region: 'us-east-1', credentials })
})
afterAll(() => emulator.stop())
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

const aMapping = (over: Partial<EventSourceMapping> = {}): EventSourceMapping => {
  queues += 1
  // Longer than any test: no message is redelivered.
  const attributes = { VisibilityTimeout: '300' }
  const { queueUrl, queueArn } = emulator.createQueue(`queue-${queues}`, { attributes })
  const roleArn = 'arn:aws:iam::000000000000:role/reader'
  const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:reader'
  const fixed = { logicalId: 'Mapping', functionArn, roleArn, queueArn, queueUrl }
  return { ...fixed, batchSize: 10, windowSeconds: 0, reportBatchItemFailures: true, enabled: true, ...over }
}

const polling = (
  mapping: EventSourceMapping,
  handle: (event: Event) => unknown,
  longPollSeconds?: number,
) => {
  const problems: Problem[] = []
  const calls: { action: string; roleArn: string }[] = []
  const events: Event[] = []
  let looks = 0
  let asking = 0
  const pollers = startPollers({
    mappings: () => {
      looks += 1
      return [mapping]
    },
    sqs: async (action, body, roleArn) => {
      calls.push({ action, roleArn })
      const headers = { 'x-amz-target': `AmazonSQS.${action}`, 'content-type': 'application/x-amz-json-1.0' }
      asking += 1
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
      const text = await answer.text().finally(() => {
        asking -= 1
      })
      if (!answer.ok) throw new Error(`SQS.${action}: ${text}`)
      return text ? JSON.parse(text) : {}
    },
    invoke: {
      now: async (_, event) => {
        events.push(event as Event)
        return handle(event as Event)
      },
      later: () => {},
    },
    onProblem: (problem) => problems.push(problem),
    longPollSeconds,
  })
  undo.push(() => pollers.end())
  return { pollers, problems, calls, events, looks: () => looks, asking: () => asking }
}

const send = (mapping: EventSourceMapping, ...bodies: string[]) =>
  client.send(
    new SendMessageBatchCommand({
      QueueUrl: mapping.queueUrl,
      Entries: bodies.map((MessageBody, at) => ({ Id: String(at), MessageBody })),
    }),
  )

const left = (mapping: EventSourceMapping): string[] => {
  const { messages } = emulator.inspectQueue(mapping.queueUrl.split('/').at(-1)!)!
  return [...messages.ready, ...messages.inflight.map(({ message }) => message)].map(({ body }) => body)
}

test('a message becomes a record as Lambda shapes it, and is deleted when the function succeeds', async () => {
  const mapping = aMapping()
  const { events, calls, problems } = polling(mapping, () => null)
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'plan' } }
  const sent = await client.send(
    new SendMessageCommand({ QueueUrl: mapping.queueUrl, MessageBody: '期', MessageAttributes }),
  )
  await eventually(() => left(mapping)).toEqual([])
  await eventually(() => events.length).toBe(1)
  expect(events[0]!.Records).toEqual([
    {
      messageId: sent.MessageId,
      receiptHandle: expect.any(String),
      body: '期',
      attributes: expect.objectContaining({
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      }),
      messageAttributes: {
        kind: { stringValue: 'plan', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfBody: sent.MD5OfMessageBody,
      md5OfMessageAttributes: sent.MD5OfMessageAttributes,
      eventSource: 'aws:sqs',
      eventSourceARN: mapping.queueArn,
      awsRegion: 'us-east-1',
    },
  ])
  expect(new Set(calls.map(({ action }) => action))).toEqual(
    new Set(['GetQueueAttributes', 'ReceiveMessage', 'DeleteMessageBatch']),
  )
  for (const { roleArn } of calls) expect(roleArn).toBe(mapping.roleArn)
  expect(problems).toEqual([])
})

test('only what the function reports as failed stays, and comes again when it is visible again', async () => {
  const mapping = aMapping()
  const { events } = polling(mapping, ({ Records }) => ({
    batchItemFailures: Records.filter(
      ({ body, attributes }: Json) => body === 'bad' && attributes.ApproximateReceiveCount === '1',
    ).map(({ messageId }) => ({ itemIdentifier: messageId })),
  }))
  await send(mapping, 'good', 'bad')
  await eventually(() => left(mapping)).toEqual(['bad'])
  const [failed] = events.flatMap(({ Records }) => Records).filter(({ body }) => body === 'bad')
  const { queueUrl: QueueUrl } = mapping
  const ReceiptHandle = String(failed?.receiptHandle)
  await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
  await eventually(() => left(mapping)).toEqual([])
  const bodies = events.flatMap(({ Records }) => Records.map(({ body }) => body))
  expect(bodies.toSorted()).toEqual(['bad', 'bad', 'good'])
})

test('a function that throws fails its whole batch, without a second report', async () => {
  const mapping = aMapping()
  const { events, pollers, problems } = polling(mapping, () => {
    throw new FunctionError('Reader', { errorType: 'Error', errorMessage: 'no' })
  })
  await send(mapping, 'one', 'two')
  await eventually(() => events.length).toBeGreaterThan(0)
  await eventually(() => pollers.inFlight()).toBe(0)
  expect(left(mapping).toSorted()).toEqual(['one', 'two'])
  expect(problems).toEqual([])
})

test('without ReportBatchItemFailures any answer deletes the batch', async () => {
  const mapping = aMapping({ reportBatchItemFailures: false })
  polling(mapping, ({ Records }) => ({ batchItemFailures: [{ itemIdentifier: Records[0]!.messageId }] }))
  await send(mapping, 'one')
  await eventually(() => left(mapping)).toEqual([])
})

test('a window gathers messages that come one after the other into one batch of more than ten', async () => {
  const mapping = aMapping({ batchSize: 14, windowSeconds: 300 })
  const { events } = polling(mapping, () => null)
  await send(mapping, ...'abcdefg')
  await send(mapping, ...'hijklmn')
  await eventually(() => events.length).toBe(1)
  expect(events[0]!.Records).toHaveLength(14)
})

test('a batch that is not full goes when its window is over', async () => {
  const mapping = aMapping({ batchSize: 100, windowSeconds: 1 })
  const { events } = polling(mapping, () => null)
  await send(mapping, 'one', 'two')
  await eventually(() => events.flatMap(({ Records }) => Records).length).toBe(2)
})

test('no more batches run at once than the mapping allows', async () => {
  const mapping = aMapping({ batchSize: 1, maximumConcurrency: 2 })
  const running: (() => void)[] = []
  let most = 0
  polling(mapping, async () => {
    await new Promise<void>((resolve) => {
      most = Math.max(most, running.push(resolve))
    })
  })
  await send(mapping, ...'abcdef')
  // They end one after the other, and only once two are running.
  for (const together of [2, 2, 2, 2, 2, 1]) {
    await eventually(() => running.length).toBe(together)
    running.shift()!()
  }
  await eventually(() => left(mapping)).toEqual([])
  expect(most).toBe(2)
})

test('a mapping that is switched off rests, and goes on when it is switched on', async () => {
  const mapping = aMapping({ enabled: false })
  const { events, calls, looks } = polling(mapping, () => null)
  await send(mapping, 'one')
  await eventually(looks).toBeGreaterThan(2)
  expect([events, calls]).toEqual([[], []])
  mapping.enabled = true
  await eventually(() => events.length).toBe(1)
})

test('a queue that cannot be read is a problem, told once', async () => {
  const mapping = { ...aMapping(), queueUrl: `${url}/000000000000/gone` }
  const { problems, calls } = polling(mapping, () => null)
  await eventually(() => calls.filter(({ action }) => action === 'ReceiveMessage').length).toBeGreaterThan(1)
  expect(problems.filter(({ what }) => what.includes('ReceiveMessage'))).toHaveLength(1)
})

test('a visibility timeout shorter than the function’s timeout is a problem, as AWS refuses it', async () => {
  const { problems } = polling(aMapping({ functionTimeoutSeconds: 600 }), () => null)
  await eventually(() => problems.map(({ what }) => what)).toEqual([
    expect.stringContaining("visibility timeout (300 s) is less than the function's timeout (600 s)"),
  ])
})

test('the end waits for the batches under way', async () => {
  const mapping = aMapping()
  const { promise: released, resolve: release } = Promise.withResolvers<null>()
  const { events, pollers, asking } = polling(mapping, () => released, 0)
  await send(mapping, 'one')
  await eventually(() => events.length).toBe(1)
  let isOver = false
  const ended = pollers.end().then(() => {
    isOver = true
  })
  await eventually(asking).toBe(0)
  await nextTurn()
  expect(isOver).toBe(false)
  release(null)
  await ended
  expect(left(mapping)).toEqual([])
})

const batch = ['a', 'b'].map((MessageId) => ({ MessageId }) as Message)

test.each([
  ['null', null, ['a', 'b']],
  ['no list', {}, ['a', 'b']],
  ['an empty list', { batchItemFailures: [] }, ['a', 'b']],
  ['one failure', { batchItemFailures: [{ itemIdentifier: 'a' }] }, ['b']],
  ['an unknown message', { batchItemFailures: [{ itemIdentifier: 'c' }] }, []],
  ['an empty name', { batchItemFailures: [{ itemIdentifier: '' }] }, []],
  ['a wrong key', { batchItemFailures: [{ id: 'a' }] }, []],
  ['not a list', { batchItemFailures: 'a' }, []],
])('after an answer with %s the right messages are done', (_, answer, done) => {
  expect(doneAfter(batch, answer).done.map(({ MessageId }) => MessageId)).toEqual(done)
})

test('a batch that is too large for one event comes in several', async () => {
  const mapping = aMapping({ batchSize: 40, windowSeconds: 2 })
  const body = 'x'.repeat(240_000)
  for (let n = 0; n < 30; n += 1) await send(mapping, body)
  const { events } = polling(mapping, () => null)
  await eventually(() => left(mapping).length).toBe(0)
  expect(events.flatMap(({ Records }) => Records)).toHaveLength(30)
  for (const event of events) expect(JSON.stringify(event).length).toBeLessThanOrEqual(6 * 1024 * 1024)
})

const arn = 'arn:aws:sqs:us-east-1:000000000000:work'
test.each<[string | undefined, object]>([
  [undefined, {}],
  [undefined, { BatchSize: 10_000, MaximumBatchingWindowInSeconds: 1 }],
  ['only SQS queues are known here', { EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/a' }],
  ['BatchSize is 1 to 10000, not 20000.', { BatchSize: 20_000, MaximumBatchingWindowInSeconds: 1 }],
  ['BatchSize is 1 to 10, not 11.', { EventSourceArn: `${arn}.fifo`, BatchSize: 11 }],
  ['needs a MaximumBatchingWindowInSeconds of at least 1.', { BatchSize: 11 }],
  ['MaximumBatchingWindowInSeconds is 0 to 300, not 301.', { MaximumBatchingWindowInSeconds: 301 }],
  ['MaximumConcurrency is 2 to 1000, not 1.', { ScalingConfig: { MaximumConcurrency: 1 } }],
])('"%s" is said of a mapping when it is deployed', (line, properties) => {
  const said = mappingFault({ EventSourceArn: arn, ...properties })
  expect(said).toEqual(line && expect.stringContaining(line))
})
