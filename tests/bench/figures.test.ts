import { expect, test } from 'vitest'
import { isHeld, lineOf, resultOf } from './figures.ts'

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
  const result = { measure: 'thing: time', value: 9.5, unit: '×' }
  expect(resultOf(figure)).toEqual({ ...result, budget: null, ok: true })
  expect(resultOf({ ...figure, budget: [9, 11] })).toEqual({ ...result, budget: [9, 11], ok: true })
})
