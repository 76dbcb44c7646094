import { expect, test } from 'vitest'
import type { LambdaFunction } from '../lambda/function.ts'
import { createPool } from '../lambda/pool.ts'
import type { Sandbox } from '../lambda/sandbox.ts'

/** A sandbox that answers with its number once it is let go. */
const aSandbox = (id: number, answers: (() => void)[]) =>
  ({
    id: String(id),
    usage: () => ({ cpuMs: 0, rssMB: 0 }),
    alive: () => true,
    kill: async () => {},
    invoke: () => new Promise((resolve) => answers.push(() => resolve(String(id)))),
  }) as unknown as Sandbox

const aPool = (pick: (count: number) => number) => {
  const answers: (() => void)[] = []
  const made = { started: 0 }
  const pool = createPool({
    current: () => ({ logicalId: 'Greeter', memoryMB: 128 }) as LambdaFunction,
    start: () => {
      made.started += 1
      return aSandbox(made.started, answers)
    },
    pick,
  })
  const letGo = () => {
    for (const answer of answers.splice(0)) answer()
  }
  return { pool, made, letGo, run: () => pool.run({}, 'request') }
}

test('a sandbox started before any event gets the first one', async () => {
  const { pool, made, letGo, run } = aPool(() => 0)
  pool.warm()
  pool.warm()
  expect(made.started).toBe(1)
  const first = run()
  letGo()
  expect(await first).toBe('1')
  expect(made.started).toBe(1)
  await pool.end()
})

test('an event gets the idle sandbox that chance picks', async () => {
  const asked: number[] = []
  const picks = [2, 0, 1, 2]
  const { pool, letGo, run } = aPool((count) => {
    asked.push(count)
    return picks.shift()!
  })
  const first = [run(), run(), run()]
  letGo()
  expect(await Promise.all(first)).toEqual(['1', '2', '3'])
  // Who has answered goes to the end of the idle ones: 1 2 3 → 1 2 3 → 2 3 1 → 2 1 3.
  const taken: string[] = []
  for (let nth = 0; nth < 4; nth += 1) {
    const next = run()
    letGo()
    taken.push(await next)
  }
  expect(taken).toEqual(['3', '1', '3', '3'])
  expect(asked).toEqual([3, 3, 3, 3])
  await pool.end()
})
