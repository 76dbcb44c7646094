import { expect, test } from 'vitest'
import { isHeld, lineOf, resultOf, settled } from './figures.ts'

const figure = { what: 'thing: time', value: 9.5, unit: '×' }

test('a budget is the most that a figure may be, or the least and the most', () => {
  expect(isHeld(figure)).toBe(true)
  expect(isHeld({ ...figure, budget: 9.5 })).toBe(true)
  expect(isHeld({ ...figure, budget: 9 })).toBe(false)
  expect(isHeld({ ...figure, budget: [9, 11] })).toBe(true)
  expect(isHeld({ ...figure, budget: [10, 11] })).toBe(false)
  expect(isHeld({ ...figure, budget: [8, 9] })).toBe(false)
  expect(isHeld({ ...figure, value: Number.NaN, budget: 9 })).toBe(false)
})

test('a figure reads as a line, and as a result', () => {
  expect(lineOf({ ...figure, budget: [9, 11] })).toMatch(/^thing: time +9\.5 × +9–11 × +\S*held/)
  expect(lineOf(figure)).toMatch(/9\.5 ×$/)
  const result = { measure: 'thing: time', value: 9.5, unit: '×', spread: null, better: 'less' }
  expect(resultOf(figure)).toEqual({ ...result, budget: null, ok: true })
  expect(resultOf({ ...figure, budget: [9, 11] })).toEqual({ ...result, budget: [9, 11], ok: true })
})

test('what has no most says so, as a line and as JSON', () => {
  const fast = { what: 'thing: rate', value: 9, unit: '/s', budget: [10, Number.POSITIVE_INFINITY] } as const
  expect(lineOf(fast)).toMatch(/ ≥ 10 \/s .*NOT HELD/)
  expect(JSON.parse(JSON.stringify(resultOf(fast)))).toMatchObject({ budget: [10, null], ok: false })
})

test('runs are settled by their median, beside the least and the most of them', () => {
  const { value, spread } = settled([9, 7, 8, 30, 6])
  expect([value, spread]).toEqual([8, [6, 30]])
  expect(lineOf({ ...figure, value, spread })).toMatch(/8 × +\(6–30\)$/)
})
