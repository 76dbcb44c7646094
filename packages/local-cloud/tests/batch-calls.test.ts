import { expect, test } from 'vitest'
import { batchCalls } from '../host/batch-calls.ts'

const counting = (wrong: (items: number[]) => Map<number, Error> = () => new Map()) => {
  const calls: number[][] = []
  const add = batchCalls(
    async (items: number[]) => {
      calls.push(items)
      return wrong(items)
    },
    3,
    20,
  )
  return { calls, add }
}

test('what comes together is carried out together, in its order and never more than fits', async () => {
  const { calls, add } = counting()
  await Promise.all([1, 2, 3, 4, 5, 6, 7].map(add))
  expect(calls).toEqual([[1, 2, 3], [4, 5, 6], [7]])
})

test('who comes alone is carried out alone, and who comes later is not forgotten', async () => {
  const { calls, add } = counting()
  await add(1)
  await add(2)
  expect(calls).toEqual([[1], [2]])
})

test('each hears of its own failure alone', async () => {
  const { add } = counting((items) => new Map([[items.indexOf(2), new Error('two is refused')]]))
  const outcomes = await Promise.allSettled([1, 2, 3].map(add))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a call that fails fails all that shared it, and nobody after', async () => {
  let isDown = true
  const add = batchCalls(
    async () => {
      if (isDown) throw new Error('down')
      return new Map()
    },
    2,
    20,
  )
  const outcomes = await Promise.allSettled([1, 2].map(add))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isDown = false
  await expect(add(3)).resolves.toBeUndefined()
})
