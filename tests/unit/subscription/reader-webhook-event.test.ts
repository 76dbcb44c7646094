import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  announcingSubscribers,
  eventOfChange,
  hasChanged,
} from '../../../functions/subscription/states/reader-webhook-event.ts'
import type { Erased, ReaderRow } from '../../../functions/subscription/states/subscriber.ts'
import { aSubscriber } from '../../builders.ts'

const active = aSubscriber('active')
const { id } = active
const erased: Erased = { id, status: 'erased', at: '2026-12-01T00:00:00.000Z', revision: 4 }
const typeOf = (before: ReaderRow | undefined, after: ReaderRow) => eventOfChange(before, after)?.type

test('each step of a reader’s life is told by its name', () => {
  const pending = { ...aSubscriber('pending'), id }
  const unsubscribed = { ...aSubscriber('unsubscribed'), id }
  const suppressed = { ...aSubscriber('suppressed'), id }
  expect(typeOf(undefined, pending)).toBe('reader.subscribed')
  expect(typeOf(pending, { ...pending, mails: 2 })).toBeUndefined()
  expect(typeOf(pending, active)).toBe('reader.confirmed')
  expect(typeOf(active, { ...active, topics: ['physics'] })).toBe('reader.changed')
  expect(typeOf(active, { ...active, mails: 3 })).toBeUndefined()
  expect(typeOf(active, unsubscribed)).toBe('reader.unsubscribed')
  expect(typeOf(pending, unsubscribed)).toBe('reader.unsubscribed')
  for (const [cause, type] of [
    ['bounce', 'reader.bounced'],
    ['soft-bounces', 'reader.bounced'],
    ['complaint', 'reader.complained'],
    ['admin', 'reader.suppressed'],
  ] as const)
    expect(typeOf(active, { ...suppressed, cause } as ReaderRow)).toBe(type)
  expect(typeOf(suppressed, unsubscribed)).toBe('reader.changed')
  expect(typeOf(active, erased)).toBe('reader.erased')
  expect(typeOf(undefined, { ...erased, unknown: true })).toBeUndefined()
  expect(typeOf(erased, active)).toBe('reader.confirmed')
})

test('who moves is told once, at the new address', () => {
  const moved: ReaderRow = {
    ...{ id, status: 'moved', to: 'f'.repeat(32), at: erased.at, stays: [], carried: active, revision: 2 },
  }
  const movedFrom = [{ id, email: active.email, at: erased.at, until: erased.at }]
  const there = { ...active, id: 'f'.repeat(32), movedFrom }
  expect(typeOf(active, moved)).toBeUndefined()
  expect(eventOfChange(undefined, there)).toMatchObject({ type: 'reader.changed', about: there.id })
  expect(typeOf(moved, active)).toBeUndefined()
})

test('a change is announced before it is written, marked by the revision that it writes', async () => {
  const order: string[] = []
  const { replace } = announcingSubscribers(
    {
      replace: async (_before: ReaderRow | undefined, _after: ReaderRow) => {
        order.push('written')
        return 'written' as const
      },
    },
    async (type, about, mark) => void order.push(`${type} ${about} ${mark}`),
  )
  await replace({ ...active, revision: 6 }, { ...active, topics: ['physics'] })
  expect(order).toEqual([`reader.changed ${id} 7`, 'written'])
})

test('what was announced has happened where the row came to that revision in such a state', async () => {
  await fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (revision, mark) => {
      const row = { ...active, revision }
      const said = hasChanged(row, { type: 'reader.confirmed', mark: `${mark}` })
      expect(said).toBe(revision < mark ? 'not-yet' : 'yes')
      const other = hasChanged(row, { type: 'reader.unsubscribed', mark: `${mark}` })
      expect(other).toBe(revision < mark ? 'not-yet' : revision === mark ? 'no' : 'yes')
    }),
  )
  expect(hasChanged(undefined, { type: 'reader.confirmed', mark: '1' })).toBe('not-yet')
})
