import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  afterDelivery,
  afterSoftBounce,
  isUnreachable,
  type SoftBounces,
} from '../../../functions/subscription/states/soft-bounces.ts'
import { transition } from '../../../functions/subscription/states/state-machine.ts'
import type { ReaderRow } from '../../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon } from '../../builders.ts'
import { seed } from '../../fuzz-seed.ts'

const dayMs = 86_400_000
/** A day, so many before {@link noon}. */
const ago = (days: number): string => new Date(noon - days * dayMs).toISOString().slice(0, 10)

type Heard = { is: 'bounced' | 'arrived'; day: string }
const after = (all: readonly Heard[]): SoftBounces | undefined =>
  all.reduce<SoftBounces | undefined>(
    (record, { is, day }) =>
      (is === 'bounced' ? afterSoftBounce(record, day, noon) : afterDelivery(record, day, noon)) ?? record,
    undefined,
  )
const bounced = (...days: number[]): Heard[] => days.map((one) => ({ is: 'bounced', day: ago(one) }))
const arrived = (day: number): Heard => ({ is: 'arrived', day: ago(day) })

test.each<[string, Heard[], boolean]>([
  ['three, a month apart', bounced(30, 10, 0), true],
  ['two, however far apart', bounced(300, 0), false],
  ['a provider’s bad week, every day', bounced(6, 5, 4, 3, 2, 1, 0), false],
  ['a quarterly’s third in a row', bounced(180, 90, 0), true],
  ['one that arrived in between', [...bounced(60, 30), arrived(20), ...bounced(10, 0)], false],
  ['three after one that arrived', [arrived(61), ...bounced(60, 30, 0)], true],
  ['more than a year ago', bounced(401, 60, 0), false],
])('who is not reached any more: %s', (_, heard, isGivenUp) => {
  expect(isUnreachable(after(heard)!)).toBe(isGivenUp)
})

const heard = fc.array(
  fc.record<Heard>({
    is: fc.constantFrom('bounced', 'bounced', 'arrived'),
    day: fc.integer({ min: 0, max: 500 }).map(ago),
  }),
  { maxLength: 30 },
)

test('in whatever order reports come, and however often, the record is the same', () => {
  fc.assert(
    fc.property(heard, fc.infiniteStream(fc.nat()), (all, by) => {
      const shuffled = [...all, ...all].sort(() => (by.next().value % 3) - 1)
      expect(after(shuffled)).toEqual(after(all))
    }),
    { seed, numRuns: 1_000 },
  )
})

test('whatever is heard, a reader’s record is no longer than a month, or they are given up', () => {
  fc.assert(
    fc.property(heard, (all) => {
      let row: ReaderRow = aSubscriber('active')
      for (const { is, day } of all) {
        const at = new Date(noon).toISOString()
        const event =
          is === 'bounced' ? ({ type: 'soft-bounce', at, day } as const) : { type: 'reach' as const, day }
        row = transition(row, event, noon) ?? row
        if (row.status !== 'active') break
        expect(row.softBounces?.days.length ?? 0).toBeLessThanOrEqual(31)
        expect(isUnreachable(row.softBounces ?? { days: [] })).toBe(false)
      }
    }),
    { seed, numRuns: 500 },
  )
})

test('who is given up gets no more mail, and comes back as after a hard bounce: by an admin’s word and a new opt-in', () => {
  const at = new Date(noon).toISOString()
  const days = bounced(60, 30).map(({ day }) => day)
  const reader = aSubscriber('active', { softBounces: { days } })
  const gone = transition(reader, { type: 'soft-bounce', at, day: ago(0) }, noon)!
  expect(gone).toMatchObject({ status: 'suppressed', cause: 'soft-bounces', since: at })
  expect(gone).not.toHaveProperty('softBounces')
  expect(transition(gone, { type: 'soft-bounce', at, day: ago(0) }, noon)).toBeUndefined()
  expect(transition(gone, { type: 'reach', day: ago(0) }, noon)).toBeUndefined()
  expect(transition(gone, { type: 'restore', at }, noon)).toMatchObject({ status: 'unsubscribed' })
  expect(transition(gone, { type: 'suppress', at, cause: 'bounce' }, noon)).toMatchObject({ cause: 'bounce' })
})
