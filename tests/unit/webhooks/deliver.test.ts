import { Webhook as Verifier } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { eventIdOf, type WebhookEvent } from '../../../functions/events/webhook-event.ts'
import type { Notice } from '../../../functions/sending/ledger/admin-notice.ts'
import type { ReaderRow } from '../../../functions/subscription/states/subscriber.ts'
import { createDeliver, type DeliverDeps } from '../../../functions/webhooks/deliver.ts'
import type { Delivery } from '../../../functions/webhooks/delivery.ts'
import { createDescribe } from '../../../functions/webhooks/describe.ts'
import { writeSecret } from '../../../functions/webhooks/sign.ts'
import { createTellWebhooks } from '../../../functions/webhooks/tell-webhooks.ts'
import type { Webhook } from '../../../functions/webhooks/webhook.ts'
import type { WebhookMessage } from '../../../functions/webhooks/webhook-message.ts'
import { aSubscriber } from '../../builders.ts'
import { deliveriesIn, webhooksIn } from './webhook-world.ts'

const hour = 3_600_000
const secret = writeSecret(Buffer.alloc(32, 1))

const aWebhook = (more: Partial<Webhook> = {}): Webhook => ({
  ...{ id: 'w1', url: 'https://crm.example.org/hook', types: ['reader.confirmed', 'send.started'] },
  ...{ withAddresses: false, secrets: [{ secret }], at: '2026-12-01T00:00:00.000Z', by: 'ada', revision: 1 },
  ...more,
})

/** Everything over stores in memory, with a queue whose messages are worked on when their time comes. */
const aWorld = (webhooks: Webhook[] = [aWebhook()]) => {
  const world = {
    now: Date.now(),
    webhooks: new Map(webhooks.map((one) => [one.id, one])),
    deliveries: new Map<string, Delivery>(),
    rows: new Map<string, ReaderRow>(),
    queue: [] as { at: number; message: WebhookMessage }[],
    posted: [] as {
      url: string
      headers: Record<string, string>
      body: string
      at: number
      hidden: readonly string[]
    }[],
    notices: [] as Notice[],
    /** False: killed before a failure is noted. */
    mayNote: true,
    answers: (_url: string): ReturnType<DeliverDeps['post']> => Promise.resolve({ status: 204 }),
  }
  const now = () => world.now
  const queue = {
    send: async (messages: WebhookMessage[], delaySeconds = 0) => {
      expect(delaySeconds).toBeLessThanOrEqual(900)
      world.queue.push(...messages.map((message) => ({ at: world.now + delaySeconds * 1_000, message })))
    },
  }
  const describe = createDescribe({
    reader: async (id) => world.rows.get(id),
    send: async () => undefined,
    openStamp: async () => undefined,
    issue: async () => undefined,
    siteUrl: 'https://matrix.example.org',
    now,
  })
  const deps = {
    webhooks: webhooksIn(world.webhooks),
    deliveries: deliveriesIn(world.deliveries),
    describe,
    queue,
  }
  const tell = createTellWebhooks(deps)
  const deliver = createDeliver({
    ...deps,
    deliveries: {
      ...deps.deliveries,
      tried: async (...of) => {
        if (!world.mayNote) throw new Error('killed')
        return deps.deliveries.tried(...of)
      },
    },
    post: (url, headers, body, hidden) => {
      world.posted.push({ url, headers, body, hidden, at: world.now })
      return world.answers(url)
    },
    notify: async (notice) => void world.notices.push(notice),
    now,
    random: () => 0.5,
  })
  const work = (message: WebhookMessage) => (message.kind === 'event' ? tell(message) : deliver(message))
  /** Works on what is due, in its order, until nothing is left or some time is over. */
  const run = async (ms = 30 * hour) => {
    const end = world.now + ms
    for (;;) {
      world.queue.sort((a, b) => a.at - b.at)
      const next = world.queue[0]
      if (!next || next.at > end) break
      world.queue.shift()
      world.now = Math.max(world.now, next.at)
      await work(next.message)
    }
    world.now = end
  }
  return { ...{ world, work, run, tell, deliver, queue } }
}

const reader = aSubscriber('active')
const confirmed = (mark = `${reader.revision}`): WebhookEvent => ({
  ...{ type: 'reader.confirmed', about: reader.id, mark },
  at: '2026-12-01T01:00:00.000Z',
})

test('what is announced is told, signed, with the reader as they are and without their address', async () => {
  const { world, run, queue } = aWorld()
  world.rows.set(reader.id, reader)
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run()
  const [{ body, headers } = { body: '', headers: {} }] = world.posted
  expect(new Verifier(secret).verify(body, headers)).toMatchObject({
    type: 'reader.confirmed',
    timestamp: '2026-12-01T01:00:00.000Z',
    data: { reader: { id: reader.id, status: 'active' } },
  })
  expect(body).not.toContain(reader.email)
  expect(world.posted).toHaveLength(1)
  expect([...world.deliveries.values()]).toMatchObject([{ state: 'delivered', attempts: [{ status: 204 }] }])
})

test('an address is told only where a webhook was made so', async () => {
  const { world, run, queue } = aWorld([aWebhook({ withAddresses: true })])
  world.rows.set(reader.id, reader)
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run()
  expect(JSON.parse(world.posted[0]!.body).data.reader.address).toBe(reader.email)
  expect(world.posted[0]!.hidden).toContain(reader.email)
})

test('announced before the deed, it waits for that; what is never done is never told', async () => {
  const { world, run, queue } = aWorld()
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run(5_000)
  expect(world.posted).toEqual([])
  world.rows.set(reader.id, reader)
  await run()
  expect(world.posted).toHaveLength(1)
  await queue.send([{ kind: 'event', event: confirmed(`${reader.revision + 1}`) }])
  await run()
  expect([world.posted.length, world.queue.length]).toEqual([1, 0])
})

test('somebody else wrote first: the row is at that revision in another state, and nothing is told', async () => {
  const { world, run, queue } = aWorld()
  world.rows.set(reader.id, { ...aSubscriber('unsubscribed'), id: reader.id, revision: reader.revision })
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run()
  expect(world.posted).toEqual([])
})

test('announced or delivered twice, it is told once, under one id', async () => {
  const { world, run, queue } = aWorld()
  world.rows.set(reader.id, reader)
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run()
  await queue.send([{ kind: 'event', event: { ...confirmed(), at: '2026-12-01T01:00:03.000Z' } }])
  await queue.send([
    { kind: 'deliver', webhook: 'w1', delivery: [...world.deliveries.values()][0]!.id, tries: 0 },
  ])
  await run()
  expect(world.posted.map(({ headers }) => headers['webhook-id'])).toEqual([eventIdOf(confirmed())])
})

test('a type that a webhook does not want, and one that is off, are told nothing', async () => {
  const { world, run, queue } = aWorld([
    aWebhook({ types: ['send.held'] }),
    aWebhook({ id: 'w2', off: { at: '2026-12-01T00:00:00.000Z', why: 'person' } }),
  ])
  world.rows.set(reader.id, reader)
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run()
  expect([world.posted, [...world.deliveries.values()]]).toEqual([[], []])
})

test('a webhook of all types is told of each, and one of chosen types of no other', async () => {
  const { world, run, queue } = aWorld([
    aWebhook({ types: ['*'] }),
    aWebhook({ id: 'w2', types: ['send.held'] }),
  ])
  world.rows.set(reader.id, reader)
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run()
  expect([...world.deliveries.values()].map(({ webhook }) => webhook)).toEqual(['w1'])
})

test('a target that fails is tried for a day, more and more seldom, and then given up', async () => {
  const { world, run, queue } = aWorld()
  world.rows.set(reader.id, reader)
  world.answers = async () => ({ status: 500, answer: 'oh' })
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run(48 * hour)
  const times = world.posted.map(({ at }) => at)
  expect(times).toHaveLength(11)
  const gaps = times.slice(1).map((at, index) => at - times[index]!)
  expect(gaps.toSorted((a, b) => a - b)).toEqual(gaps)
  const lasted = times.at(-1)! - times[0]!
  expect(lasted).toBeGreaterThan(22 * hour)
  expect(lasted).toBeLessThan(26 * hour)
  expect(new Set(world.posted.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect([...world.deliveries.values()]).toMatchObject([{ state: 'given-up', tries: 11 }])
})

test('a target that hangs takes little time from the others, whatever waits for it', async () => {
  const { world, run, queue } = aWorld([aWebhook(), aWebhook({ id: 'w2', url: 'https://shop.example.org/' })])
  world.answers = async (url) => (url.includes('crm') ? { problem: 'timeout' } : { status: 200 })
  const readers = Array.from({ length: 60 }, (_, index) => ({ ...reader, id: `${index}`.padStart(32, '0') }))
  for (const one of readers) world.rows.set(one.id, one)
  await queue.send(readers.map(({ id }) => ({ kind: 'event', event: { ...confirmed(), about: id } })))
  await run(10 * 60_000)
  const toward = (host: string) => world.posted.filter(({ url }) => url.includes(host)).length
  expect(toward('shop')).toBe(60)
  // Each would have been tried three times.
  expect(toward('crm')).toBeLessThan(20)
})

test('after days of nothing but failures a webhook goes off, and the administrator hears of it', async () => {
  const { world, run, queue } = aWorld()
  world.answers = async () => ({ problem: 'not-reached' })
  for (let day = 0; day < 8; day += 1) {
    const id = `${day}`.padStart(32, '0')
    world.rows.set(id, { ...reader, id })
    await queue.send([{ kind: 'event', event: { ...confirmed(), about: id } }])
    await run(24 * hour)
  }
  expect(world.webhooks.get('w1')!.off?.why).toBe('failures')
  expect(world.notices).toMatchObject([{ about: 'webhook-off', webhook: 'w1', host: 'crm.example.org' }])
  const posted = world.posted.length
  await run(48 * hour)
  expect([world.posted.length, world.queue.length]).toEqual([posted, 0])
})

test('something that gets through lets the failures before it be forgotten', async () => {
  const { world, run, queue } = aWorld()
  world.rows.set(reader.id, reader)
  world.answers = async () => ({ status: 503 })
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run(hour)
  expect(world.webhooks.get('w1')!.failingSince).toBeDefined()
  world.answers = async () => ({ status: 200 })
  await run()
  expect(world.webhooks.get('w1')).not.toHaveProperty('failingSince')
})

test('a target that says it is gone for good (410) is told nothing more', async () => {
  const { world, run, queue } = aWorld()
  world.rows.set(reader.id, reader)
  world.answers = async () => ({ status: 410 })
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run()
  expect(world.posted).toHaveLength(1)
  expect(world.webhooks.get('w1')!.off?.why).toBe('gone')
  expect(world.notices).toHaveLength(1)
})

test('killed before a failure is noted, it is tried once more, and no two runs of tries go on', async () => {
  const { world, run, queue, deliver } = aWorld()
  world.rows.set(reader.id, reader)
  world.answers = async () => ({ status: 500 })
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run(0)
  const message = world.queue[0]!.message
  const [delivery] = [...world.deliveries.values()]
  // As it stood before: the next message is queued, its failure is not noted.
  world.deliveries.set(`w1 ${delivery!.id}`, { ...delivery!, tries: 0, attempts: [], state: 'waiting' })
  await deliver({ kind: 'deliver', webhook: 'w1', delivery: delivery!.id, tries: 0 })
  expect(world.queue.map((one) => one.message)).toContainEqual(message)
  await run(48 * hour)
  expect(world.posted).toHaveLength(12)
})

test('of two messages for one try, the one that comes late finds it done and posts nothing', async () => {
  const { world, run, queue, deliver } = aWorld()
  world.rows.set(reader.id, reader)
  world.answers = async () => ({ status: 500 })
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run(0)
  expect(world.posted).toHaveLength(1)
  const [{ id } = { id: '' }] = world.deliveries.values()
  expect(await deliver({ kind: 'deliver', webhook: 'w1', delivery: id, tries: 0 })).toBe('stale')
  expect(world.posted).toHaveLength(1)
})

test('the next try is queued before this one’s failure is noted', async () => {
  const { world, run, queue } = aWorld()
  world.rows.set(reader.id, reader)
  world.answers = async () => ({ status: 500 })
  world.mayNote = false
  await queue.send([{ kind: 'event', event: confirmed() }])
  await expect(run(0)).rejects.toThrow('killed')
  expect(world.queue.map(({ message }) => message)).toMatchObject([{ kind: 'deliver', tries: 1 }])
})

test('while a secret is changed over both sign, and afterwards the new one alone', async () => {
  const next = writeSecret(Buffer.alloc(32, 2))
  const { world, run, queue } = aWorld()
  const until = world.now + hour
  world.webhooks.set('w1', aWebhook({ secrets: [{ secret: next }, { secret, until }] }))
  world.rows.set(reader.id, reader)
  world.answers = async () => ({ status: 500 })
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run()
  const signedBy = (key: string) =>
    world.posted.filter(({ headers }) =>
      headers['webhook-signature']!.split(' ').includes(
        new Verifier(key).sign(
          headers['webhook-id']!,
          new Date(Number(headers['webhook-timestamp']) * 1_000),
          world.posted[0]!.body,
        ),
      ),
    )
  expect(signedBy(next)).toEqual(world.posted)
  expect(signedBy(secret)).toEqual(world.posted.filter(({ at }) => at < until))
  expect(signedBy(secret).length).toBeGreaterThan(1)
  expect(signedBy(secret).length).toBeLessThan(world.posted.length)
})

test('what waits for a webhook that is off is given up, whether or not it rests', async () => {
  const { world, run, queue } = aWorld()
  world.rows.set(reader.id, reader)
  world.answers = async () => ({ status: 500 })
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run(0)
  const off = { at: '2026-12-01T02:00:00.000Z', why: 'person' } as const
  world.webhooks.set('w1', { ...world.webhooks.get('w1')!, off, restUntil: world.now + 90 * hour })
  await run()
  expect([world.posted.length, world.queue.length]).toEqual([1, 0])
  expect([...world.deliveries.values()]).toMatchObject([{ state: 'given-up', tries: 1 }])
})

test('what was given up is not told by a message that comes once more, though the webhook is on again', async () => {
  const { world, run, queue, deliver } = aWorld()
  world.rows.set(reader.id, reader)
  world.answers = async () => ({ status: 500 })
  await queue.send([{ kind: 'event', event: confirmed() }])
  await run(0)
  const webhook = world.webhooks.get('w1')!
  world.webhooks.set('w1', { ...webhook, off: { at: '2026-12-01T02:00:00.000Z', why: 'person' } })
  await run()
  world.webhooks.set('w1', webhook)
  const [{ id, tries, state } = { id: '', tries: -1, state: '' }] = world.deliveries.values()
  expect(state).toBe('given-up')
  expect(await deliver({ kind: 'deliver', webhook: 'w1', delivery: id, tries })).toBe('stale')
  expect(world.posted).toHaveLength(1)
})
