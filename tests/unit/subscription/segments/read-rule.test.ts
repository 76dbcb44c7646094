import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRule } from '../../../../functions/subscription/segments/read-rule.ts'
import { issuesIn, isTooLarge, Rule } from '../../../../functions/subscription/segments/rule.ts'
import { writeRule } from '../../../../functions/subscription/segments/write-rule.ts'

const read = (text: string) => {
  const result = readRule(text)
  return result.outcome === 'read' ? result.rule : `${result.column} ${result.message}`
}

test('a rule is read as people write it', () => {
  expect(
    read(
      'language:en and (topic:physics or field:role=student) and not got:matrix-63 and joined>=2026-01-01',
    ),
  ).toEqual({
    all: [
      { language: ['en'] },
      { any: [{ topic: ['physics'] }, { field: { id: 'role', in: ['student'] } }] },
      { not: { got: 'matrix-63' } },
      { joined: { since: '2026-01-01' } },
    ],
  })
})

test.each<[string, object]>([
  [
    'topic:a or topic:b and topic:c',
    { any: [{ topic: ['a'] }, { all: [{ topic: ['b'] }, { topic: ['c'] }] }] },
  ],
  ['language:en, fr', { language: ['en', 'fr'] }],
  ['language:en,fr', { language: ['en', 'fr'] }],
  ['NOT not from:/subscribe,import', { not: { not: { from: ['/subscribe', 'import'] } } }],
  ['field:city="New York","a \\"b\\", (c)"', { field: { id: 'city', in: ['New York', 'a "b", (c)'] } }],
  [
    'field:city=北京 or field:x=a=b',
    { any: [{ field: { id: 'city', in: ['北京'] } }, { field: { id: 'x', in: ['a=b'] } }] },
  ],
  ['topic:and', { topic: ['and'] }],
  ['topic:a,not', { topic: ['a', 'not'] }],
  ['joined<2026-01-01T09:00', { joined: { before: '2026-01-01T09:00' } }],
  ['joined>="2026-01-01 09:00"', { joined: { since: '2026-01-01 09:00' } }],
  ['((topic:a))', { topic: ['a'] }],
])('%s', (text, rule) => {
  expect(read(text)).toEqual(rule)
})

test.each<[string, string]>([
  ['', '1 something is missing here'],
  ['language:en and', '16 something is missing here'],
  ['language:en topic:a', '13 “topic:a” stands where “and” or “or” is expected'],
  ['language:en and students', '17 “students” is no part of a rule'],
  ['and language:en', '1 “and” is no part of a rule'],
  ['role=student', '1 for an answer, write field:role=student'],
  ['age:5', '1 there is no “age:”'],
  ['constructor:5', '1 there is no “constructor:”'],
  ['language:', '10 a value is missing: write language:en,fr'],
  ['language:en,', '13 a value is missing after the comma'],
  ['language: "en"', '10 a value is missing'],
  ['topic:a or (topic:b', '12 is not closed: add )'],
  ['topic:a)', '8 nothing is open that this closes'],
  ['topic:"a', '7 the quotation mark is not closed'],
  ['field:role', '7 write field:role=student'],
  ['got:m-1,m-2', '5 write got:m-1 or got:m-2'],
  ['joined:2026-01-01', '1 write joined>=2026-01-01'],
  ['joined>2026-01-01', '1 write joined>=2026-01-01'],
  ['语言:zh', '1 “语言:zh” is no part of a rule'],
])('%j is wrong, and where is said', (text, message) => {
  expect(read(text)).toMatch(new RegExp(`^${message.replaceAll(/[()]/g, String.raw`\$&`)}`))
})

test('a rule that opens endless parentheses is refused where it does so', () => {
  expect(read('('.repeat(90_000))).toBe('51 it is nested too deeply')
  expect(read('not '.repeat(90_000))).toBe('201 it is nested too deeply')
})

const value = fc.oneof(
  fc.constantFrom('en', 'focus', 'a b', '"', '\\', 'x,y', '(z)'),
  fc.string({ minLength: 1 }),
)
const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const values = fc.array(value, { minLength: 1, maxLength: 3 })
const leaf: fc.Arbitrary<Rule> = fc.oneof(
  values.map((language) => ({ language })),
  values.map((topic) => ({ topic })),
  values.map((from) => ({ from })),
  values.map((wanted) => ({ field: { id: 'role', in: wanted } })),
  fc.constant({ got: 'matrix-63' }),
  fc.constant({ engaged: 'matrix-63' }),
  instant.map((since) => ({ joined: { since } })),
  instant.map((before) => ({ joined: { before } })),
)
const aRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((any) => ({ any })),
    tie('rule').map((rule) => ({ not: rule })),
  ),
})).rule

/** `a and (b and c)` is `a and b and c`. */
const flat = (rule: Rule): Rule => {
  if ('not' in rule) return { not: flat(rule.not) }
  if ('all' in rule) return { all: rule.all.map(flat).flatMap((one) => ('all' in one ? one.all : [one])) }
  if ('any' in rule) return { any: rule.any.map(flat).flatMap((one) => ('any' in one ? one.any : [one])) }
  return rule
}

test('what is written is read as the same', () => {
  fc.assert(
    fc.property(aRule, (rule) => {
      const again = readRule(writeRule(rule, 'UTC'))
      expect(again.outcome === 'read' && inInstants(flat(again.rule))).toEqual(flat(rule))
      expect(Rule.parse(rule)).toEqual(rule)
    }),
  )
})

/** A day is written where it begins. */
const inInstants = (rule: Rule): Rule =>
  JSON.parse(JSON.stringify(rule), (key, value) =>
    (key === 'since' || key === 'before') && typeof value === 'string'
      ? new Date(value).toISOString()
      : value,
  )

test('anything that is typed is read or refused, quickly', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(value, fc.constantFrom('and', 'or', 'not', '(', ')', ',', ':', 'topic:a', '"'))),
      (parts) => {
        const text = parts.join(' ')
        const result = readRule(text)
        if (result.outcome === 'wrong') expect(result.column).toBeLessThanOrEqual(text.length + 1)
      },
    ),
  )
})

test('a day is written in the publication’s own zone', () => {
  const rule = { joined: { since: '2025-12-31T16:00:00.000Z' } }
  expect(writeRule(rule, 'Asia/Shanghai')).toBe('joined>=2026-01-01')
  expect(writeRule(rule, 'UTC')).toBe('joined>=2025-12-31T16:00:00.000Z')
})

test('a rule that is nested or long beyond what a send should hold is too large', () => {
  const nested = (levels: number): object => (levels === 0 ? { got: 'm-1' } : { not: nested(levels - 1) })
  expect(isTooLarge(nested(10))).toBe(false)
  expect(isTooLarge(nested(2_000))).toBe(true)
  expect(isTooLarge({ topic: ['x'.repeat(4_000)] })).toBe(true)
  expect(isTooLarge(undefined)).toBe(false)
})

test('the issues that a rule asks about are found wherever they stand, each once', () => {
  expect(
    issuesIn({ any: [{ got: 'm-1' }, { not: { all: [{ got: 'm-2' }, { got: 'm-1' }, { topic: ['x'] }] } }] }),
  ).toEqual(['m-1', 'm-2'])
})
