import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  blankId,
  countLeftOut,
  type PlanStep,
  packIds,
  packRecipients,
  unpackIds,
  unpackRecipients,
  withoutReader,
} from '../../../functions/sending/ledger/plan-step.ts'
import { seed } from '../../fuzz-seed.ts'

const id = fc.stringMatching(/^[0-9a-e][0-9a-f]{31}$/)

/** A step as planning makes them: everybody once, and its end is its last reader. */
const steps = fc
  .record({
    people: fc.uniqueArray(
      fc.record({
        id,
        language: fc.constantFrom('en', 'zh-CN'),
        topics: fc.constantFrom<string[][]>([], ['focus'], ['focus', 'views']),
        where: fc.constantFrom('a', 'b', 'pending', 'unsubscribed'),
      }),
      { selector: (one) => one.id, minLength: 1, maxLength: 12 },
    ),
    number: fc.nat({ max: 3 }),
  })
  .map(({ people, number }) => {
    const sorted = people.toSorted((x, y) => (x.id < y.id ? -1 : 1))
    const of = (place: string) => sorted.filter(({ where }) => where === place)
    const groups = ['a', 'b'].flatMap((key) => {
      const some = of(key).map(({ where, ...recipient }) => recipient)
      return some.length > 0 ? [{ key, recipients: packRecipients(some), size: some.length }] : []
    })
    const leftOut = Object.fromEntries(
      ['pending', 'unsubscribed'].flatMap((reason) =>
        of(reason).length > 0 ? [[reason, packIds(of(reason).map((one) => one.id))]] : [],
      ),
    )
    const step: PlanStep = { number, upTo: sorted.at(-1)!.id, groups, leftOut, last: true }
    return { step, ids: sorted.map((one) => one.id) }
  })

const placesOf = ({ groups, leftOut }: PlanStep): string[][] => [
  ...groups.map(({ recipients }) => unpackRecipients(recipients).map((one) => one.id)),
  ...Object.values(leftOut).map(unpackIds),
]

const before = '0'.repeat(32)

test('who is blanked is named nowhere in the step, and everybody else stands where they stood', () => {
  fc.assert(
    fc.property(steps, fc.nat(), ({ step, ids }, any) => {
      const reader = ids[any % ids.length]!
      const blanked = withoutReader(step, reader, before)!
      const { upTo, groups, leftOut, blanks, ...rest } = blanked
      expect(JSON.stringify(blanked)).not.toContain(packIds([reader]))
      expect(upTo).not.toBe(reader)
      expect(placesOf(blanked)).toEqual(
        placesOf(step).map((some) => some.map((one) => (one === reader ? blankId : one))),
      )
      expect(groups.map(({ key, size }) => [key, size])).toEqual(
        step.groups.map(({ key, size }) => [key, size]),
      )
      expect(countLeftOut({ leftOut })).toEqual(countLeftOut(step))
      expect([rest, blanks]).toEqual([{ number: step.number, last: true }, 1])
    }),
    { seed },
  )
})

test('a step ends with the last one whom it names, or where the one before it ended, in whatever order they go', () => {
  fc.assert(
    fc.property(steps, ({ step, ids }) => {
      let left = ids
      let now = step
      for (const reader of ids.toReversed()) {
        now = withoutReader(now, reader, before)!
        left = left.filter((one) => one !== reader)
        expect(now.upTo).toBe(left.at(-1) ?? before)
      }
      const first = withoutReader(step, ids[0]!, before)!
      expect(first.upTo).toBe(ids.length > 1 ? step.upTo : before)
    }),
    { seed },
  )
})

test('who is not named, or not any more, is nothing to write', () => {
  fc.assert(
    fc.property(steps, ({ step, ids }) => {
      const blanked = withoutReader(step, ids[0]!, before)!
      expect(withoutReader(blanked, ids[0]!, before)).toBeUndefined()
      expect(withoutReader(step, 'e'.repeat(32), before)).toBeUndefined()
    }),
    { seed },
  )
})
