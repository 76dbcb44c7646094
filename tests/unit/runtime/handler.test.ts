import { setImmediate } from 'node:timers/promises'
import type { SQSEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { handlerOf } from '../../../functions/runtime/handler.ts'
import { jsonHandler } from '../../../functions/runtime/json-http.ts'
import { queueHandler } from '../../../functions/runtime/queue-handler.ts'
import { aRequest } from '../../builders.ts'

/** Of an invocation that is as good as over: whoever answers early would answer now. */
const outOfTime = { getRemainingTimeInMillis: () => 1 } as never

/** Work that is still going on when the time is up, for many turns of the event loop. */
const aWork = () => {
  const work = {
    done: false,
    do: async () => {
      for (let turn = 0; turn < 1_000; turn += 1) await setImmediate()
      work.done = true
    },
  }
  return work
}

test('a handler that is still working near its timeout does not answer early', async () => {
  const work = aWork()
  await handlerOf().handler(work.do)({}, outOfTime)
  expect(work.done).toBe(true)
})

test('a queue’s handler that is still working near its timeout does not answer early', async () => {
  const work = aWork()
  const event = { Records: [{ messageId: 'm', body: '1', eventSource: 'aws:sqs' }] } as unknown as SQSEvent
  const answer = await queueHandler(z.number(), work.do)(event, outOfTime)
  expect([answer, work.done]).toEqual([{ batchItemFailures: [] }, true])
})

test('an HTTP handler that is still working near its timeout does not answer early', async () => {
  const work = aWork()
  const handler = jsonHandler(
    async () => {
      await work.do()
      return { statusCode: 200 }
    },
    (_, statusCode) => ({ statusCode }),
  )
  const answer = await handler(aRequest('GET', '/x') as never, outOfTime)
  expect([answer.statusCode, work.done]).toEqual([200, true])
})
