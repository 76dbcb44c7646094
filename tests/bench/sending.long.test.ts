import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Result } from './figures.ts'

test('the benchmark of sending goes through, with few readers', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    'tests/bench/bench.ts',
    'sending',
    '--json',
    ...['--scale', '0.01'],
  ])
  const { results } = JSON.parse(stdout) as { results: Result[] }
  const of = (name: string) => {
    const found = results.find(({ measure }) => measure === `sending: ${name}`)
    if (!found) throw new Error(`${name} is not among ${results.map(({ measure }) => measure)}`)
    return found
  }
  // By how much depends on the machine; that a call costs no less than its floor does not.
  expect(of('a message: mailer.send by the floor').value).toBeGreaterThan(1)
  expect(of('a message, CPU: deliver').spread).toHaveLength(2)
  expect(of('one worker, SES at once').budget).toEqual([2_000, null])
  expect(of('500/s granted, SES takes 200 ms, calls at once').value).toBeGreaterThan(10)
  for (const { measure, value } of results) expect(value, measure).toSatisfy(Number.isFinite)
})
