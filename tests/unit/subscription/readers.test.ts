import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sumOfCounts } from '../../../functions/subscription/counts/reader-counts.ts'
import { createCountReaders } from '../../../functions/subscription/readers/count-readers.ts'
import { createListReaders } from '../../../functions/subscription/readers/list-readers.ts'
import { createWalkReaders } from '../../../functions/subscription/readers/walk-readers.ts'
import { createSubscribe } from '../../../functions/subscription/states/subscribe.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { anActiveReader, aSubscriber, noon, someSubscribers } from '../../builders.ts'
import { seed } from '../../fuzz-seed.ts'
import { adminOver } from '../../reader-acts.ts'
import { idOf } from '../../reader-ids.ts'

/** A table whose every page takes `pageMs`, of at most `pageSize` rows. */
const aTable = (rows: readonly Subscriber[], pageSize: number, pageMs: number) => {
  let now = noon
  const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
  const page = async (shard: string, after = '') => {
    now += pageMs
    const left = sorted.filter(({ id }) => id.startsWith(shard) && id > after)
    const subscribers = left.slice(0, pageSize)
    return left.length > pageSize ? { subscribers, next: subscribers.at(-1)!.id } : { subscribers }
  }
  return { subscribers: { page }, now: () => now }
}

const readers = Array.from({ length: 300 }, (_, number) => anActiveReader(number))

test('a list has every reader once, however small its pages and however short each call', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 400 }),
      async (atMost, pageSize, pageMs) => {
        const list = createListReaders(
          createWalkReaders({ ...aTable(readers, pageSize, pageMs), patienceMs: 1_000 }),
        )
        const ids: string[] = []
        let next: string | undefined
        do {
          const page = await list({}, next, atMost)
          expect(page!.readers.length).toBeLessThanOrEqual(atMost)
          ids.push(...page!.readers.map(({ id }) => id))
          next = page!.next
        } while (next)
        expect(ids).toHaveLength(readers.length)
        expect(new Set(ids)).toEqual(new Set(readers.map(({ id }) => id)))
      },
    ),
    { seed, numRuns: 25 },
  )
})

test('a list leaves out who does not match, and sign-ups that lapsed', async () => {
  const lapsed = { ...aSubscriber('pending'), expires: noon / 1000 - 1 } as Subscriber
  const left = {
    ...anActiveReader(1),
    status: 'unsubscribed',
    since: '2026-11-20T00:00:00.000Z',
  } as Subscriber
  const english = anActiveReader(3, { topics: ['views'] })
  const list = createListReaders(
    createWalkReaders({ ...aTable([lapsed, left, english, anActiveReader(2)], 500, 0), patienceMs: 1_000 }),
  )
  const found = async (filter: object) =>
    (await list(filter, undefined, 100))!.readers.map(({ email }) => email).sort()
  expect(await found({})).toHaveLength(3)
  expect(await found({ status: 'unsubscribed' })).toEqual([left.email])
  expect(await found({ status: 'active', language: 'en' })).toEqual([english.email])
  // Who chose no topics gets every one.
  expect(await found({ status: 'active', topic: 'focus' })).toEqual(['reader-2@example.org'])
})

test.each(['', 'zz', '0', '00-', '00-short', `00-${'g'.repeat(32)}`, '00/..'])(
  'what is no cursor, as "%s", is not taken for one',
  async (cursor) => {
    const list = createListReaders(createWalkReaders({ ...aTable(readers, 5, 0), patienceMs: 1_000 }))
    expect(await list({}, cursor, 10)).toBeUndefined()
  },
)

test('counts of all calls together are how many there are', async () => {
  const table = aTable([...readers, aSubscriber('unsubscribed')], 3, 300)
  const count = createCountReaders(createWalkReaders({ ...table, patienceMs: 1_000 }))
  const parts = []
  let next: string | undefined
  do {
    const part = await count(next)
    parts.push(part!.counts)
    next = part!.next
  } while (next)
  expect(parts.length).toBeGreaterThan(10)
  const { statuses, languages, topics } = sumOfCounts(parts)
  expect(statuses).toEqual({ active: 300, unsubscribed: 1 })
  expect(languages).toEqual({ en: 100, 'zh-CN': 200 })
  expect(topics).toEqual({ all: 300 })
})

test('an admin suppresses a reader, and a restored one must opt in anew', async () => {
  const reader = anActiveReader(1)
  const { kept, ...subscribers } = someSubscribers(reader)
  const byAdmin = adminOver(subscribers, () => noon)
  expect(await byAdmin.suppress(reader.email)).toMatchObject({
    outcome: 'done',
    row: { status: 'suppressed', cause: 'admin' },
  })
  expect(await byAdmin.suppress(reader.email)).toMatchObject({ outcome: 'already' })
  expect(await byAdmin.restore(reader.email)).toMatchObject({
    outcome: 'done',
    row: { status: 'unsubscribed' },
  })
  expect(kept.get(reader.id)).toMatchObject({ status: 'unsubscribed', consent: reader.consent })
  expect(await byAdmin.restore(reader.email)).toMatchObject({ outcome: 'already' })
})

test('an admin suppresses an address that nobody has: a sign-up there is answered by no mail until it is restored', async () => {
  const address = 'nobody@example.org'
  const id = idOf(address)
  const { kept, ...subscribers } = someSubscribers()
  const byAdmin = adminOver(subscribers, () => noon)
  expect(await byAdmin.restore(address)).toEqual({ outcome: 'nobody' })
  const blocked = { id, status: 'erased', suppressed: 'admin', unknown: true }
  expect(await byAdmin.suppress(address)).toMatchObject({ outcome: 'done', unknown: true, row: blocked })
  expect(await byAdmin.suppress(address)).toMatchObject({ outcome: 'already', row: blocked })
  const mails: string[] = []
  const subscribe = createSubscribe({
    subscribers,
    idOf,
    mail: async (kind) => {
      mails.push(kind)
      return { outcome: 'accepted', id: 'm-1' }
    },
    admitMail: async () => true,
    now: () => noon,
  })
  const signUp = { email: 'nobody@example.org', language: 'en', topics: [], form: '/subscribe' }
  expect(await subscribe(signUp, { wording: 'Send me each issue.' })).toEqual({ outcome: 'no-mail' })
  expect(kept.get(id)).toMatchObject({ ...blocked, revision: 1 })
  expect(await byAdmin.restore(address)).toMatchObject({ outcome: 'done', row: { id, status: 'erased' } })
  expect(await subscribe(signUp, { wording: 'Send me each issue.' })).toMatchObject({ outcome: 'confirm' })
  expect(mails).toEqual(['confirm'])
})

test('a list has whose address has a part in it, in capitals or not', async () => {
  const list = createListReaders(createWalkReaders({ ...aTable(readers, 5, 0), patienceMs: 1_000 }))
  const found = (await list({ search: 'Reader-29' }, undefined, 100))!.readers.map(({ email }) => email)
  expect(found.sort()).toEqual(['', ...Array(10).keys()].map((last) => `reader-29${last}@example.org`).sort())
})
