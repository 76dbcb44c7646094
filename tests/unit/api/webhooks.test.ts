import { expect, test } from 'vitest'
import { createWebhooks } from '../../../functions/api/webhooks.ts'
import type { Delivery } from '../../../functions/webhooks/delivery.ts'
import { secretsNow, type Webhook } from '../../../functions/webhooks/webhook.ts'
import type { DeliverMessage } from '../../../functions/webhooks/webhook-message.ts'
import { noon } from '../../builders.ts'
import { deliveriesIn, webhooksIn } from '../webhooks/webhook-world.ts'

const hour = 3_600_000
const url = 'https://crm.example.org/hook'

const someWebhooks = () => {
  const world = {
    now: noon,
    kept: new Map<string, Webhook>(),
    deliveries: new Map<string, Delivery>(),
    wanted: [] as string[],
    told: [] as DeliverMessage[],
    order: [] as string[],
    ids: 0,
  }
  const kept = webhooksIn(world.kept)
  const webhooks = createWebhooks({
    webhooks: {
      ...kept,
      replace: async (before, after) => {
        world.order.push('put')
        return kept.replace(before, after)
      },
      remove: async (id) => {
        world.order.push('removed')
        return kept.remove(id)
      },
    },
    deliveries: deliveriesIn(world.deliveries),
    wanted: {
      widen: async (more) => {
        world.order.push('widened')
        world.wanted = [...new Set([...world.wanted, ...more])]
      },
      renew: async (gather) => {
        world.order.push('renewed')
        world.wanted = [...(await gather())]
      },
    },
    queue: { send: async (messages) => void world.told.push(...messages) },
    newId: () => `w${++world.ids}`,
    newSecret: () => `whsec_${++world.ids}`,
    allowsLoopback: false,
    now: () => world.now,
    timeZone: 'Europe/Berlin',
  })
  const secrets = () => secretsNow([...world.kept.values()][0]!, world.now)
  return { world, webhooks, secrets }
}

test('what a webhook wants is wanted before it is there, and until it is gone', async () => {
  const { world, webhooks } = someWebhooks()
  await webhooks.create({ url, types: ['send.held'] }, 'ada')
  expect([world.order, world.wanted]).toEqual([['widened', 'put', 'renewed'], ['send.held']])
  const [id = ''] = world.kept.keys()
  world.order.length = 0
  await webhooks.edit(id, { url, types: ['reader.erased'], withAddresses: false })
  expect([world.order, world.wanted]).toEqual([['widened', 'put', 'renewed'], ['reader.erased']])
  world.order.length = 0
  await webhooks.act(id, { action: 'remove' })
  expect([world.order, world.wanted]).toEqual([['removed', 'renewed'], []])
})

test('another secret takes none from who has not changed over, however often one is asked for', async () => {
  const { world, webhooks, secrets } = someWebhooks()
  await webhooks.create({ url }, 'ada')
  const [id = ''] = world.kept.keys()
  const [first] = secrets()
  const renew = () => webhooks.act(id, { action: 'new-secret' })
  await renew()
  world.now += hour
  await renew()
  expect(secrets()).toHaveLength(3)
  expect(secrets().at(-1)).toBe(first)
  world.now += 23 * hour
  expect(secrets()).toHaveLength(2)
  expect(secrets()).not.toContain(first)
  for (let more = 0; more < 3; more += 1) expect((await renew()).status).toBe(200)
  const refused = await renew()
  expect(refused.status).toBe(409)
  expect(secrets()).toHaveLength(5)
  world.now += 25 * hour
  expect(secrets()).toHaveLength(1)
  await renew()
  expect([...world.kept.values()][0]!.secrets).toHaveLength(2)
})

test('a test and a replay say by which delivery they are told, and tell of that one', async () => {
  const { world, webhooks } = someWebhooks()
  await webhooks.create({ url }, 'ada')
  const [id = ''] = world.kept.keys()
  const tested = await webhooks.act(id, { action: 'test' })
  const [delivery] = [...world.deliveries.values()]
  expect(delivery!.event).toMatchObject({ type: 'webhook.test', about: id })
  expect(tested.value).toMatchObject({ delivery: delivery!.id })
  expect(world.told).toEqual([{ kind: 'deliver', webhook: id, delivery: delivery!.id, tries: 0 }])
  const done = { ...delivery!, state: 'given-up' as const, tries: 11 }
  world.deliveries.set(`${id} ${delivery!.id}`, done)
  const replayed = await webhooks.act(id, { action: 'replay', delivery: delivery!.id })
  expect(replayed.value).toMatchObject({ delivery: delivery!.id })
  expect(world.told.at(-1)).toEqual({ kind: 'deliver', webhook: id, delivery: delivery!.id, tries: 11 })
  expect([...world.deliveries.values()]).toMatchObject([{ state: 'waiting', begunAt: 11 }])
})
