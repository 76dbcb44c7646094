import type { SQSEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { queueHandler } from '../../../functions/runtime/queue-handler.ts'

const someMessages = (...bodies: string[]) =>
  ({
    Records: bodies.map((body, index) => ({ messageId: `m-${index}`, body, eventSource: 'aws:sqs' })),
  }) as unknown as SQSEvent

const handle = async (...bodies: string[]) => {
  const written: string[] = []
  const handler = queueHandler(
    z.number(),
    async (number) => {
      if (number < 0) throw new Error('cannot be done')
    },
    (line) => written.push(line),
  )
  await handler(someMessages(...bodies), { functionName: 'count' } as never)
  return written.map((line) => JSON.parse(line))
}

test('messages that fail are counted by function, as CloudWatch takes metrics out of logs', async () => {
  const [line, ...more] = await handle('1', '-1', 'no JSON', '2')
  expect(more).toEqual([])
  expect(line).toEqual({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: 'Masthead',
          Dimensions: [['FunctionName']],
          Metrics: [{ Name: 'FailedMessages', Unit: 'Count' }],
        },
      ],
    },
    FunctionName: 'count',
    FailedMessages: 2,
  })
})

test('where all goes well nothing is written, which costs nothing', async () => {
  expect(await handle('1', '2')).toEqual([])
})
