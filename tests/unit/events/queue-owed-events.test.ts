import { expect, test } from 'vitest'
import { createQueueOwed } from '../../../functions/events/queue-owed-events.ts'
import type { WebhookEvent } from '../../../functions/events/webhook-event.ts'

const event = (about: string): WebhookEvent => ({
  ...{ type: 'reader.erased', at: '2026-12-01T00:00:00.000Z', about, mark: '3' },
})

test('what is owed is queued and then forgotten; what still cannot be queued stays', async () => {
  const kept = ['a', 'b', 'c'].map(event)
  const order: string[] = []
  const queueOwed = createQueueOwed({
    owed: {
      list: async () => kept,
      remove: async ({ about }) => void order.push(`forgotten ${about}`),
    },
    queue: {
      send: async ([message]) => {
        if (message!.event.about === 'c') throw new Error('SQS is down')
        order.push(`queued ${message!.event.about}`)
      },
    },
  })
  await expect(queueOwed()).rejects.toThrow('SQS is down')
  expect(order).toEqual(['queued a', 'forgotten a', 'queued b', 'forgotten b'])
})
