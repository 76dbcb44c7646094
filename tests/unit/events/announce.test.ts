import { expect, test } from 'vitest'
import { createAnnounce } from '../../../functions/events/announce.ts'
import type { Announced } from '../../../functions/events/webhook-event.ts'

const aWorld = (wanted: string[] | Error, refuses = false) => {
  const world = { sent: [] as Announced[], loaded: 0, troubles: 0 }
  const announce = createAnnounce({
    wanted: async () => {
      if (wanted instanceof Error) throw wanted
      return new Set(wanted)
    },
    queue: async () => {
      world.loaded += 1
      return {
        send: async (messages) => {
          if (refuses) throw new Error('SQS is down')
          world.sent.push(...messages)
        },
      }
    },
    now: () => 0,
    onTrouble: () => {
      world.troubles += 1
    },
  })
  return { world, announce }
}

test('what nobody wants loads no queue; what somebody wants is queued', async () => {
  const { world, announce } = aWorld(['reader.confirmed'])
  await announce('reader.changed', 'a', '1')
  expect(world.loaded).toBe(0)
  await announce('reader.confirmed', 'a', '1')
  const event = { type: 'reader.confirmed', at: '1970-01-01T00:00:00.000Z', about: 'a', mark: '1' }
  expect(world.sent).toEqual([{ kind: 'event', event }])
})

test('trouble with telling never stops the deed', async () => {
  for (const { world, announce } of [aWorld(new Error('no table')), aWorld(['reader.changed'], true)]) {
    await announce('reader.changed', 'a', '1')
    expect(world.troubles).toBe(1)
  }
})
