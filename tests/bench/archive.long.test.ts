import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Result } from './figures.ts'

test('one issue of an archive is published again by three readings of the table', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    'tests/bench/bench.ts',
    'archive',
    '--json',
    ...['--scale', '0.02'],
  ])
  const { results } = JSON.parse(stdout) as { results: Result[] }
  const of = (name: string) => results.find(({ measure }) => measure.endsWith(name))?.value
  // What may be refused, what is listed, and whether another was published meanwhile. Twenty issues fill a page.
  expect(of('pages of the table read')).toBe(3)
  // Nine in ten of the files that might have changed are as they were.
  expect(of('files asked for first')).toBeGreaterThan(50)
  expect(of('files written')).toBeLessThan(0.5 * of('files asked for first')!)
})
