import type { SQSEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import { createChangeReader } from '../../../functions/feedback/change-reader.ts'
import { SesEventMessage } from '../../../functions/feedback/ses-event.ts'
import { createTakeInEvent, type TakenIn } from '../../../functions/feedback/take-in-event.ts'
import { queueHandler } from '../../../functions/runtime/queue-handler.ts'
import type { Applied } from '../../../functions/sending/ledger/apply-reports.ts'
import { aSubscriber, noon, someSubscribers } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const ada = aSubscriber('active')
const tags = { send: ['m-1--digest'], batch: ['000-0000'], recipient: ['0'], subscriber: [ada.id] }
const anEvent = (eventType: string, more: object = {}) => ({
  eventType,
  mail: { timestamp: '2026-11-30T09:00:00.000Z', destination: [ada.email], tags },
  ...more,
})
const aBounce = anEvent('Bounce', {
  bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] },
})

/** Feedback’s function, of which the ledger says what it is told to say. */
const aFunction = (said: Applied | Error = 'applied') => {
  const subscribers = someSubscribers(ada)
  const outcomes: TakenIn[] = []
  const lines: string[] = []
  const takeIn = createTakeInEvent({
    changeReader: createChangeReader({ subscribers, standing: subscribers, idOf, now: () => noon }),
    report: async () => {
      if (said instanceof Error) throw said
      return said
    },
  })
  const handler = queueHandler(
    SesEventMessage,
    async (event) => void outcomes.push(await takeIn(event)),
    (line) => void lines.push(line),
  )
  const hear = async (...bodies: string[]) => {
    const Records = bodies.map((body, index) => ({ messageId: `m-${index}`, body, eventSource: 'aws:sqs' }))
    const { batchItemFailures } = await handler({ Records } as unknown as SQSEvent, {} as never)
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)
  }
  return { hear, outcomes, lines, subscribers }
}
const wrapped = (event: unknown) => JSON.stringify({ Message: JSON.stringify(event) })

test('ten thousand events that cannot be read are handed back and counted, and those between them are taken in', async () => {
  const { hear, outcomes, lines, subscribers } = aFunction()
  const broken = [
    'not JSON',
    '{}',
    JSON.stringify({ Message: 'not JSON' }),
    wrapped([]),
    wrapped({ eventType: 'Bounce', mail: {} }),
    wrapped({ eventType: 'Complaint' }),
    wrapped({ eventType: 'Open', mail: { tags: 'none' }, open: {} }),
    wrapped(anEvent('Subscription')),
  ]
  const sound = [anEvent('Delivery'), aBounce, anEvent('Something New')].map(wrapped)
  const bodies = Array.from({ length: 10_000 }, (_, index) => broken[index % broken.length]!)
  bodies.splice(5_000, 0, ...sound)
  const failed = new Set(await hear(...bodies))
  expect(failed.size).toBe(10_000)
  expect(sound.map((_, index) => failed.has(`m-${5_000 + index}`))).toEqual([false, false, false])
  expect(outcomes).toEqual(
    expect.arrayContaining([
      { reader: 'ignored', report: 'applied' },
      { reader: 'suppressed', report: 'applied' },
      { reader: 'ignored', report: 'none' },
    ]),
  )
  expect(subscribers.only()?.status).toBe('suppressed')
  expect(lines.map((line) => JSON.parse(line).FailedMessages)).toEqual([10_000])
})

test('an event about a send that is not there still counts for its reader, and is done with', async () => {
  const { hear, outcomes, subscribers } = aFunction('unknown')
  expect(await hear(wrapped(aBounce))).toEqual([])
  expect(outcomes).toEqual([{ reader: 'suppressed', report: 'unknown' }])
  expect(subscribers.only()?.status).toBe('suppressed')
})

test('a rejection that comes too early, and a ledger that cannot be reached, have the event come again', async () => {
  for (const said of ['too-early', new Error('away')] as const) {
    const { hear, subscribers } = aFunction(said)
    expect(await hear(wrapped(aBounce))).toEqual(['m-0'])
    // The reader does not wait for that.
    expect(subscribers.only()?.status).toBe('suppressed')
  }
})
