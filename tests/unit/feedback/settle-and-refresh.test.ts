import { expect, test } from 'vitest'
import { createSettleAndRefresh } from '../../../functions/feedback/settle-and-refresh.ts'

const aTakeIn = () => {
  const calls: string[] = []
  const ends: (() => void)[] = []
  const takeIn = createSettleAndRefresh({
    settle: async (_, batch) => {
      calls.push(`settle ${batch}`)
      return ['applied']
    },
    refresh: async (_, batch) => {
      calls.push(`refresh ${batch}`)
      await new Promise<void>((resolve) => ends.push(resolve))
    },
  })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  return { calls, takeIn, turn, endOne: () => ends.shift()!() }
}

test('a range’s sums are derived after its reports are settled, once for all that come meanwhile', async () => {
  const { calls, takeIn, turn, endOne } = aTakeIn()
  const batches = ['000-0000', '000-0001', '000-0002', '001-0000']
  const all = batches.map((batch) => takeIn('m-1--digest', batch, []))
  await turn()
  expect(calls.slice(4)).toEqual(['refresh 000-0000', 'refresh 001-0000'])
  endOne()
  endOne()
  await turn()
  // Those that were settled while the first derivation was under way have one more between them.
  expect(calls.slice(6)).toEqual(['refresh 000-0001'])
  endOne()
  await Promise.all(all)
  expect(calls).toHaveLength(7)
})

test('sums that cannot be derived fail all whom they would have spoken for, and the next ones begin anew', async () => {
  let fails = true
  const takeIn = createSettleAndRefresh({
    settle: async () => ['applied'],
    refresh: async () => {
      if (fails) throw new Error('away')
    },
  })
  const all = await Promise.allSettled(['000-0000', '000-0001'].map((batch) => takeIn('s', batch, [])))
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  fails = false
  await takeIn('s', '000-0000', [])
})
