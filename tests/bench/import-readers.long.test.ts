import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('the benchmark of readers goes through, with few rows', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    'tests/bench/bench.ts',
    'readers',
    '--json',
    ...['--scale', '0.002'],
  ])
  const { results } = JSON.parse(stdout) as { results: { value: number }[] }
  // Judged and imported: each is measured of all rows, or the benchmark ends with an error.
  expect(results).toHaveLength(5)
  for (const { value } of results) expect(value).toBeGreaterThan(0)
})
