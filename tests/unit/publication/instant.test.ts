import { expect, test } from 'vitest'
import { readTime } from '../../../functions/runtime/local-time.ts'

const read = (text: string) => readTime(text, 'Asia/Shanghai')

test('a time is an instant, or local where it has no offset', () => {
  expect(read('2026-12-01T09:00:00Z')).toBe('2026-12-01T09:00:00.000Z')
  expect(read('2026-12-01T09:00+01:00')).toBe('2026-12-01T08:00:00.000Z')
  expect(read('2026-12-01T09:00')).toBe('2026-12-01T01:00:00.000Z')
  expect(read('2026-12-01 09:00')).toBe('2026-12-01T01:00:00.000Z')
})

test.each([
  '',
  'now',
  '2026-12-01',
  '2026-13-01T09:00',
  '2026-02-30T09:00',
  '2026-12-01T09:00+99:00',
  '2026-12-01T09:00[Europe/Paris]',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  'x'.repeat(10_000),
])('%j is no time', (text) => {
  expect(read(text)).toBeUndefined()
})
