import { expect, test } from 'vitest'
import { createEraseReader } from '../../../functions/privacy/erase-reader.ts'
import { createRetryMail } from '../../../functions/subscription/mails/retry-mail.ts'
import { inboxName } from '../../../functions/subscription/states/canonical-inbox.ts'
import { createConfirm } from '../../../functions/subscription/states/confirm.ts'
import { createPreferences } from '../../../functions/subscription/states/preferences.ts'
import { createSubscribe } from '../../../functions/subscription/states/subscribe.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { createUnsubscribe } from '../../../functions/subscription/states/unsubscribe.ts'
import { aSubscriber, aToken, noon, someSubscribers, theLinks } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const address = 'ada@example.org'
const id = idOf(address)

/** Ada's row, with all who may change it. */
const aWorld = (row?: Subscriber) => {
  const subscribers = someSubscribers(...(row ? [row] : []))
  const world = { at: noon, mailed: [] as string[], forgotten: [] as string[] }
  const now = () => world.at
  const status = () => subscribers.kept.get(id)?.status
  const erase = createEraseReader({
    subscribers: { ...subscribers, removeRequest: async (one) => void world.forgotten.push(one) },
    erasures: {
      add: async (reader) => void world.forgotten.push(`noted ${reader} while ${status()}`),
      isDone: async (reader) => {
        world.forgotten.push(`done ${reader} while ${status()}`)
        return undefined
      },
    },
    sends: {
      ids: async () => ['m--digest', 'm--test-1', 'm--test-2'],
      get: async (send) => {
        if (!send.includes('test')) throw new Error('no other send is read')
        const test = { address: send.endsWith('1') ? address : 'bob@example.org', language: 'en' }
        return { id: send, issue: 'm', by: 'ada', requestedAt: '2026-11-30T12:00:00.000Z', holds: {}, test }
      },
      blankTest: async (...what) => {
        world.forgotten.push(what.join(' '))
        return undefined
      },
    },
    counters: { forget: async (name) => void world.forgotten.push(name) },
    idOf,
    noteInbox: async () => {},
    token: () => 't',
    now,
    time: { likely: now, latest: now },
  })
  const mail = async (kind: string, { email }: Subscriber) => {
    world.mailed.push(`${kind} ${email}`)
    return { outcome: 'accepted', id: 'm-1' } as const
  }
  const subscribe = createSubscribe({ subscribers, idOf, admitMail: async () => true, mail, now })
  const owner = { subscribers, links: theLinks, now }
  return Object.assign(world, {
    subscribers,
    erase: () => erase(address),
    signUp: () =>
      subscribe(
        { email: address, language: 'en', topics: ['focus'], form: '/subscribe' },
        { wording: 'Yes.' },
      ),
    retry: createRetryMail({ subscribers, mail, now }),
    ...createConfirm({ ...owner, announce: async () => {}, confirmedNow: now }),
    unsubscribe: createUnsubscribe(owner).unsubscribe,
    preferences: createPreferences(owner).look,
    row: () => subscribers.kept.get(id),
  })
}

test.each([
  aSubscriber('pending'),
  aSubscriber('active', { fields: { name: 'Ada' } }),
  aSubscriber('unsubscribed'),
  aSubscriber('suppressed', { cause: 'admin' }),
])('of a reader who is $status only the id stays', async (row) => {
  const world = aWorld(row)
  expect(await world.erase()).toMatchObject({ outcome: 'done' })
  const { suppressed, ...left } = world.row() as Record<string, unknown>
  expect(left).toEqual({ id, status: 'erased', at: new Date(noon).toISOString(), revision: row.revision + 1 })
  expect(suppressed).toBe(row.status === 'suppressed' ? 'admin' : undefined)
  expect(await world.erase()).toMatchObject({ outcome: 'already' })
})

test('a sign-up that has lapsed is erased, too; of an address that nobody has, an id is left that no import brings in', async () => {
  const world = aWorld(aSubscriber('pending', { expires: noon / 1000 - 1 }))
  expect(await world.erase()).toMatchObject({ outcome: 'done' })
  expect(world.row()).not.toHaveProperty('email')
  const nobody = aWorld()
  const row = { id, status: 'erased', at: new Date(noon).toISOString(), revision: 0 }
  expect(await nobody.erase()).toEqual({ outcome: 'done', row, unknown: true })
  expect(nobody.row()).toEqual({ ...row, revision: 1 })
  expect(await nobody.erase()).toMatchObject({ outcome: 'already' })
  await nobody.signUp()
  expect(await nobody.confirm(aToken('confirm'))).toMatchObject({ outcome: 'subscribed' })
})

test('what is found by their address goes before it; it is noted for the ledger before the row goes, and that it is done after', async () => {
  const world = aWorld(aSubscriber('active'))
  await world.erase()
  expect(world.forgotten).toEqual([
    await inboxName(address, idOf),
    id,
    `m--test-1 ${address}`,
    `noted ${id} while active`,
    `done ${id} while erased`,
    id,
  ])
})

test('their links say since when nothing is known of them, and a mail that was put off is not sent', async () => {
  const world = aWorld(aSubscriber('active'))
  await world.erase()
  const erased = { outcome: 'erased', at: new Date(noon).toISOString() }
  expect(await world.unsubscribe(aToken('unsubscribe'))).toEqual({ ...erased, send: '' })
  expect(await world.preferences(aToken('preferences'))).toEqual(erased)
  expect(await world.confirm(aToken('confirm'))).toEqual(erased)
  expect(await world.retry({ kind: 'known', subscriber: id })).toBe('superseded')
})

test('they come back by a new sign-up that they confirm, and nothing of before is known', async () => {
  const world = aWorld(aSubscriber('active', { fields: { name: 'Ada' } }))
  await world.erase()
  world.at += 1_000
  expect(await world.signUp()).toEqual({ outcome: 'confirm', mail: 'accepted' })
  expect(world.row()).toMatchObject({ status: 'erased' })
  expect(await world.retry({ kind: 'confirm', subscriber: id })).toBe('accepted')
  expect(await world.look(aToken('confirm'))).toMatchObject({ outcome: 'waiting' })
  expect(await world.confirm(aToken('confirm'))).toMatchObject({ outcome: 'subscribed' })
  const at = new Date(noon + 1_000).toISOString()
  const consent = { at, form: '/subscribe', wording: 'Yes.', confirmedAt: at }
  expect(world.row()).toEqual({
    ...{ id, email: address, status: 'active', language: 'en', topics: ['focus'], consent },
    ...{ createdAt: at, confirmedAt: at, mailedAt: at, mails: 1, revision: 3 },
  })
})

test('a sign-up that a stranger made is withdrawn by its link, or lapses, and they stay erased', async () => {
  const world = aWorld(aSubscriber('active'))
  await world.erase()
  await world.signUp()
  expect(await world.unsubscribe(aToken('unsubscribe'))).toMatchObject({ outcome: 'ended' })
  expect(world.row()).not.toHaveProperty('request')
  expect(await world.confirm(aToken('confirm'))).toMatchObject({ outcome: 'erased' })
  world.at += 61_000
  await world.signUp()
  world.at += 9 * 86_400_000
  expect(await world.confirm(aToken('confirm'))).toMatchObject({ outcome: 'erased' })
  expect(world.row()).toMatchObject({ status: 'erased' })
})

test('an address is mailed no more often by forms for having been erased', async () => {
  const world = aWorld(aSubscriber('active'))
  await world.erase()
  for (const wait of [0, 1, 61_000, 61_000, 61_000]) {
    world.at += wait
    await world.signUp()
  }
  expect(world.mailed).toEqual(Array(3).fill(`confirm ${address}`))
})

test('who had complained and is erased gets no mail by a form', async () => {
  const world = aWorld(aSubscriber('suppressed', { cause: 'complaint' }))
  await world.erase()
  expect(await world.signUp()).toEqual({ outcome: 'no-mail' })
  expect(world.mailed).toEqual([])
})
