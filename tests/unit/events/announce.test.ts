import { expect, test } from 'vitest'
import { createAnnounce } from '../../../functions/events/announce.ts'
import type { Announced, WebhookEvent } from '../../../functions/events/webhook-event.ts'

/** @param refusals how often SQS refuses before it takes a message */
const aWorld = ({
  wanted = ['reader.confirmed'],
  refusals = 0,
  owes = 'yes',
}: {
  wanted?: string[] | Error
  refusals?: number
  owes?: 'yes' | 'no' | 'down'
}) => {
  const world = { asked: 0, sent: [] as Announced[], owed: [] as WebhookEvent[], troubles: [] as string[] }
  const announce = createAnnounce({
    wanted: async () => {
      if (wanted instanceof Error) throw wanted
      return new Set(wanted)
    },
    queue: {
      send: async (messages) => {
        world.asked += 1
        if (world.asked <= refusals) throw new Error('SQS is down')
        world.sent.push(...messages)
      },
    },
    ...(owes !== 'no' && {
      owe: async (event: WebhookEvent) => {
        if (owes === 'down') throw new Error('DynamoDB is down')
        world.owed.push(event)
      },
    }),
    now: () => 0,
    onTrouble: (what) => void world.troubles.push(what),
  })
  return { world, announce: () => announce('reader.confirmed', 'a', '1') }
}
const event = { type: 'reader.confirmed', at: '1970-01-01T00:00:00.000Z', about: 'a', mark: '1' }

test('what nobody wants asks no queue; what somebody wants is queued', async () => {
  const nobody = aWorld({ wanted: ['reader.changed'] })
  await nobody.announce()
  expect(nobody.world.asked).toBe(0)
  const somebody = aWorld({})
  await somebody.announce()
  expect(somebody.world.sent).toEqual([{ kind: 'event', event }])
})

test('one error of SQS loses nothing and stops nothing', async () => {
  const { world, announce } = aWorld({ refusals: 1 })
  await announce()
  expect(world.sent).toEqual([{ kind: 'event', event }])
  expect(world.owed).toEqual([])
})

test('what no queue takes is owed, and its deed goes on', async () => {
  const { world, announce } = aWorld({ refusals: 9 })
  await announce()
  expect(world.owed).toEqual([event])
  expect(world.troubles).toHaveLength(1)
})

test.each(['no', 'down'] as const)('what can be kept nowhere is not done: owing %s', async (owes) => {
  await expect(aWorld({ refusals: 9, owes }).announce()).rejects.toThrow(/is down/)
})

test('who cannot read what is wanted announces it', async () => {
  const { world, announce } = aWorld({ wanted: new Error('no table') })
  await announce()
  expect(world.sent).toEqual([{ kind: 'event', event }])
})
