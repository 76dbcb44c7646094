import { expect, expectTypeOf, test } from 'vitest'
import { defined } from '../../../functions/runtime/defined.ts'

test('what is undefined is left out, and the rest stays in its order', () => {
  const title: string | undefined = undefined
  const left = defined({ number: 64, title, period: '2023' })
  expect(Object.entries(left)).toEqual([
    ['number', 64],
    ['period', '2023'],
  ])
  expect('title' in left).toBe(false)
})

test('what is merely falsy stays', () => {
  const falsy = { no: false, none: 0, empty: '', nothing: null, odd: Number.NaN }
  expect(defined(falsy)).toStrictEqual(falsy)
})

test('nothing is left of nothing, and what was given stays as it was', () => {
  const given = { at: undefined }
  expect(defined(given)).toStrictEqual({})
  expect('at' in given).toBe(true)
})

test('its type says what may be absent, and that nothing is undefined', () => {
  const some = (at?: string, done?: boolean) => defined({ id: 'a' as string, at, done: done && true })
  expectTypeOf(some('x')).toExtend<{ id: string; at?: string; done?: boolean }>()
  expectTypeOf(some('x').id).toEqualTypeOf<string>()
  expect(some()).toStrictEqual({ id: 'a' })
})
