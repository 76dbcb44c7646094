import { expect, test } from 'vitest'
import { type Got, whyLeftOut } from '../../../../functions/subscription/segments/judge-reader.ts'
import type { Rule } from '../../../../functions/subscription/segments/rule.ts'
import type { Subscriber } from '../../../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../../../builders.ts'

type Active = Subscriber & { status: 'active' }
const reader = anActiveReader(1, {
  language: 'en',
  topics: ['focus'],
  fields: { role: 'student' },
}) as Active
const imported = {
  ...reader,
  consent: { at: '2019-05-01T00:00:00.000Z', import: 'old-list', row: 7 },
} as Active
const got: Got = (issue, what) => ({ 'm-1': what === 'got', 'm-2': false })[issue]
const why = (rule: Rule, who: Active = reader) => whyLeftOut(rule, who, got)

test.each<[Rule, string | undefined]>([
  [{ language: ['fr', 'en'] }, undefined],
  [{ language: ['fr'] }, 'other-language'],
  [{ topic: ['views', 'focus'] }, undefined],
  [{ topic: ['views'] }, 'other-topic'],
  [{ field: { id: 'role', in: ['student'] } }, undefined],
  [{ field: { id: 'toString', in: ['student'] } }, 'other-answer'],
  [{ field: { id: 'print', in: [''] } }, undefined],
  [{ joined: { since: reader.confirmedAt } }, undefined],
  [{ joined: { before: reader.confirmedAt } }, 'other-time'],
  [{ from: ['form'] }, undefined],
  [{ from: ['/subscribe'] }, undefined],
  [{ from: ['import', '/other'] }, 'other-origin'],
  [{ got: 'm-1' }, undefined],
  [{ got: 'm-2' }, 'other-issues'],
  [{ engaged: 'm-1' }, 'other-issues'],
  [{ not: { engaged: 'm-1' } }, undefined],
  [{ not: { got: 'm-1' } }, 'other-issues'],
  [{ not: { got: 'm-3' } }, 'not-known'],
  [{ any: [{ language: ['fr'] }, { topic: ['views'] }] }, 'other-segment'],
  [{ not: { any: [{ language: ['en'] }, { topic: ['views'] }] } }, 'other-segment'],
  [{ all: [{ language: ['en'] }, { topic: ['views'] }, { got: 'm-2' }] }, 'other-topic'],
])('%j leaves a reader out: %s', (rule, reason) => {
  expect(why(rule)).toBe(reason)
})

test('an imported reader joined when the file says so, and came from that import', () => {
  expect(why({ joined: { before: '2020-01-01T00:00:00.000Z' } }, imported)).toBeUndefined()
  expect(why({ from: ['import'] }, imported)).toBeUndefined()
  expect(why({ from: ['old-list'] }, imported)).toBeUndefined()
  expect(why({ from: ['form', 'other-list'] }, imported)).toBe('other-origin')
})

test('an import that is called as all forms are is none of them', () => {
  const misnamed = { ...imported, consent: { ...imported.consent, import: 'form' } } as Active
  expect(why({ from: ['form'] }, misnamed)).toBe('other-origin')
  expect(why({ from: ['import'] }, misnamed)).toBeUndefined()
})

test('who chose no topics gets all, and is a reader of each', () => {
  expect(why({ topic: ['views'] }, { ...reader, topics: [] })).toBeUndefined()
})

test('what is not known matters only where nothing else decides', () => {
  const unknown: Rule = { got: 'm-3' }
  expect(why({ any: [unknown, { language: ['en'] }] })).toBeUndefined()
  expect(why({ any: [unknown, { language: ['fr'] }] })).toBe('not-known')
  expect(why({ all: [unknown, { language: ['en'] }] })).toBe('not-known')
  expect(why({ all: [unknown, { language: ['fr'] }] })).toBe('other-language')
  expect(why({ not: { all: [unknown, { language: ['fr'] }] } })).toBeUndefined()
})
