import { beforeEach, expect, test } from 'vitest'
import { batchKey, packRecipients } from '../../../functions/sending/ledger/plan-step.ts'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import { anActiveReader, anIssuePublished } from '../../builders.ts'
import { anApi, call } from '../cli/service.ts'

let api: ReturnType<typeof anApi>
beforeEach(() => {
  api = anApi()
  api.stores.issues.set('matrix-64', anIssuePublished())
})
const post = (path: string, body: object, params?: { id: string }) =>
  call(api.handle, `POST ${path}`, { body, ...params })
const students = { all: [{ language: ['en', 'en'] }, { field: { id: 'role', in: ['student'] } }] }
const save = (body: object = {}) => post('/api/segments', { name: 'students', rule: students, ...body })

/** The digest of an earlier issue, which these readers got. */
const sentBefore = (numbers: number[], but: Partial<Send> = {}) => {
  const at = '2026-11-20T00:00:00.000Z'
  const frozen = { at, editions: { en: 'h' }, topics: [], ranges: 1 }
  const id = 'matrix-63--digest'
  api.stores.sends.set(id, { id, issue: 'matrix-63', by: 'ada', requestedAt: at, holds: {}, frozen, ...but })
  const recipients = packRecipients(
    numbers.map((number) => anActiveReader(number)).sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  const size = numbers.length
  const key = batchKey(0, 0)
  const groups = [{ key, recipients, size }]
  api.stores.steps.set(`${id}#0`, [{ number: 0, upTo: 'f'.repeat(32), groups, leftOut: {}, last: true }])
  const counts = { size, candidates: size, excluded: {}, hintedAt: 0, attempt: 1 }
  api.stores.batches.push({ key, ...counts, closed: true, codes: 'a'.repeat(size) })
  api.stores.ends.push({ range: 0, batches: 1, candidates: 0, excluded: {} })
}

test('a segment is saved with who and when, listed, shown and removed', async () => {
  const { status, value } = await save()
  expect(status).toBe(201)
  const rule = { all: [{ language: ['en'] }, students.all[1]] }
  expect(value.segment).toEqual({ name: 'students', rule, at: '2026-12-01T04:00:00.000Z', by: 'ada' })
  expect((await call(api.handle, 'GET /api/segments', {})).value.segments).toEqual([value.segment])
  const one = { id: 'students' }
  expect((await call(api.handle, 'GET /api/segments/{segment}', one)).value.segment).toEqual(value.segment)
  expect((await post('/api/segments/{segment}/remove', {}, one)).status).toBe(200)
  expect((await call(api.handle, 'GET /api/segments/{segment}', one)).status).toBe(404)
  expect((await post('/api/segments/{segment}/remove', {}, one)).status).toBe(404)
})

test('a segment is saved over another only by who says so', async () => {
  await save()
  const { status, value } = await save({ rule: { got: 'matrix-63' } })
  expect([status, value.problems[0].message]).toEqual([409, expect.stringContaining('ada')])
  expect((await save({ rule: { got: 'matrix-63' }, replace: true })).status).toBe(200)
  expect(api.stores.segments.get('students')!.rule).toEqual({ got: 'matrix-63' })
})

test('days are those of the publication, and answers as readers’ rows hold them', async () => {
  const rule = {
    any: [
      { joined: { since: '2026-01-01', before: '2026-02-01T09:00' } },
      { field: { id: 'print', in: ['no'] } },
    ],
  }
  expect((await save({ rule })).value.segment.rule).toEqual({
    any: [
      { joined: { since: '2025-12-31T16:00:00.000Z', before: '2026-02-01T01:00:00.000Z' } },
      { field: { id: 'print', in: [''] } },
    ],
  })
})

test.each<[object, string, string]>([
  [{ language: ['fr'] }, 'rule.language', 'has no fr: choose of zh-CN, en'],
  [{ all: [{ topic: ['focus'] }, { not: { topic: ['cheese'] } }] }, 'rule.all.1.not.topic', 'has no cheese'],
  [{ field: { id: 'role', in: ['king'] } }, 'rule.field', 'has no king: choose of student, media'],
  [{ field: { id: '__proto__', in: ['king'] } }, 'rule.field', 'has no __proto__'],
  [{ joined: { since: 'yesterday' } }, 'rule.joined', 'has no day or time yesterday'],
  [{ joined: {} }, 'rule.joined', 'has neither'],
  [{ from: ['a b'] }, 'rule.from', 'has no a b'],
  [{ got: '../etc' }, 'rule.got', 'is not the id of an issue'],
  [{ opened: 'matrix-63' }, 'rule', 'is no rule'],
  [{ language: ['en'], topic: ['focus'] }, 'rule', 'is no rule'],
  [{ all: [] }, 'rule', 'is no rule'],
  [{ topic: [] }, 'rule', 'is no rule'],
  [{ topic: ['x'.repeat(5_000)] }, 'rule', 'is too large'],
])('a rule is refused with what is wrong in it: %j', async (rule, field, message) => {
  const { status, value } = await save({ rule })
  expect(status).toBe(400)
  expect(value.problems).toEqual([{ field, message: expect.stringContaining(message) }])
  expect(JSON.stringify(value.problems).length).toBeLessThan(400)
})

test('an import that a rule names must be there, lest “not from:” it means everybody', async () => {
  const rule = { all: [{ language: ['en'] }, { not: { from: ['form', '/subscribe', 'old-list'] } }] }
  const message = expect.stringContaining('names old-list, which is no import')
  const refused = await save({ rule })
  expect([refused.status, refused.value.problems]).toEqual([400, [{ field: 'rule', message }]])
  const counted = await post('/api/segments/count', { segment: rule })
  expect([counted.status, counted.value.problems]).toEqual([409, [{ field: 'segment', message }]])
  await post('/api/imports', { id: 'old-list', file: { name: 'x.csv', size: 9 }, consent: 'They asked' })
  expect((await save({ rule })).status).toBe(201)
  expect((await post('/api/segments/count', { segment: 'students' })).status).toBe(200)
})

test('a saved segment that names what the publication no longer has is refused where it is used', async () => {
  const rule = { not: { field: { id: 'role', in: ['pupil'] } } }
  api.stores.segments.set('pupils', { id: 'pupils', rule, at: '2026-01-01T00:00:00.000Z', revision: 1 })
  for (const [path, body] of [
    ['/api/sends', { issue: 'matrix-64' }],
    ['/api/sends/audience', { issue: 'matrix-64' }],
    ['/api/segments/count', {}],
  ] as const) {
    const { status, value } = await post(path, { ...body, segment: 'pupils' })
    expect([status, value.problems[0].message]).toEqual([409, expect.stringContaining('has no pupil')])
  }
  expect(api.stores.sends.size).toBe(0)
})

test('a saved segment holds what it may hold, answers of no among them', async () => {
  const rule = {
    any: [{ field: { id: 'print', in: ['no'] } }, { joined: { since: '2026-01-01' } }, { topic: ['focus'] }],
  }
  expect((await save({ rule })).status).toBe(201)
  expect((await post('/api/segments/count', { segment: 'students' })).status).toBe(200)
})

test.each([undefined, null, 'students', 5, [], {}])('what is no rule at all is refused: %j', async (rule) => {
  expect((await save({ rule })).status).toBe(400)
})

test.each(['', 'Students', '-x', 'x'.repeat(41), 'a b'])('a segment is not called %j', async (name) => {
  const { status, value } = await save({ name })
  expect([status, value.problems[0].field]).toEqual([400, 'name'])
})

test('a send keeps the rule of the segment that it was asked for, whatever becomes of that', async () => {
  await save()
  const { value } = await post('/api/sends', { issue: 'matrix-64', segment: 'students' })
  const rule = api.stores.segments.get('students')!.rule
  await save({ rule: { language: ['zh-CN'] }, replace: true })
  expect(api.stores.sends.get(value.send.id)!.filter).toEqual({ segment: { name: 'students', rule } })
  const again = await post('/api/sends', { issue: 'matrix-64', segment: 'students' })
  expect([again.status, again.value.send.filter.segment.rule]).toEqual([200, rule])
  expect(again.value.segment.rule).toEqual({ language: ['zh-CN'] })
})

test('what was counted is what is sent to, whatever is saved under its name meanwhile', async () => {
  await save({ rule: { field: { id: 'print', in: ['no'] } } })
  const { value } = await post('/api/sends/audience', { issue: 'matrix-64', segment: 'students' })
  const counted = { name: 'students', rule: { field: { id: 'print', in: [''] } } }
  expect(value.segment).toEqual(counted)
  await save({ rule: { language: ['zh-CN'] }, replace: true })
  for (const path of ['/api/sends/audience', '/api/segments/count']) {
    const body = { ...(path.includes('sends') && { issue: 'matrix-64' }), segment: value.segment }
    expect((await post(path, body)).value.segment).toEqual(counted)
  }
  const sent = await post('/api/sends', { issue: 'matrix-64', segment: value.segment })
  expect([sent.status, sent.value.send.filter.segment]).toEqual([202, counted])
})

test.each<[object, string]>([
  [{ name: 'A b', rule: { language: ['en'] } }, 'segment.name'],
  [{ rule: { language: ['fr'] } }, 'segment.rule.language'],
  [{ name: 'students', rule: 5 }, 'segment.rule'],
  [{ rule: { language: ['en'] }, language: ['en'] }, 'segment'],
])('what no count answered is refused: %j', async (segment, field) => {
  const { status, value } = await post('/api/sends', { issue: 'matrix-64', segment })
  expect([status, value.problems[0].field]).toEqual([400, field])
})

test('a segment that is not saved is refused by its name', async () => {
  for (const path of ['/api/sends', '/api/sends/audience']) {
    const { status, value } = await post(path, { issue: 'matrix-64', segment: 'nobody' })
    expect([status, value.problems[0].field]).toEqual([404, 'segment'])
  }
})

test('a test is sent to an address, not to a segment', async () => {
  const body = { issue: 'matrix-64', segment: { language: ['en'] }, to: 'a@example.org' }
  expect((await post('/api/sends', body)).value.problems[0].field).toBe('segment')
})

const sumUp = async (path: string, body: object) => {
  const [languages, excluded]: Record<string, number>[] = [{}, {}]
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { status, value } = await post(path, { ...body, from })
    expect(status).toBe(200)
    for (const [sums, more] of [
      [languages, value.languages],
      [excluded, value.excluded],
    ] as const)
      for (const [name, count] of Object.entries(more as Record<string, number>))
        sums![name] = (sums![name] ?? 0) + count
    from = value.next
  }
  return { languages, excluded }
}

test('who is in a segment is counted, and who is not, and why, by what they got', async () => {
  for (let number = 1; number <= 12; number += 1) {
    const reader = anActiveReader(number)
    api.stores.subscribers.set(
      reader.id,
      number === 12 ? ({ ...reader, status: 'unsubscribed', since: '2026-11-02' } as never) : reader,
    )
  }
  sentBefore([1, 2, 3])
  const segment = { all: [{ language: ['zh-CN'] }, { not: { got: 'matrix-63' } }] }
  const counted = {
    languages: { 'zh-CN': 6 },
    excluded: { unsubscribed: 1, 'other-language': 3, 'other-issues': 2 },
  }
  expect(await sumUp('/api/segments/count', { segment })).toEqual(counted)
  expect(await sumUp('/api/sends/audience', { issue: 'matrix-64', segment })).toEqual(counted)
})

test.each<[string, () => void]>([
  ['which has not been sent', () => {}],
  [
    'is not finished',
    () => {
      sentBefore([1])
      api.stores.ends.pop()
    },
  ],
  ['is not kept any more', () => sentBefore([1], { forgotten: { since: '2026-11-30' } })],
])('who got an issue cannot be asked while that is not known: %s', async (why, arrange) => {
  arrange()
  const segment = { not: { got: 'matrix-63' } }
  for (const [path, body] of [
    ['/api/sends', { issue: 'matrix-64' }],
    ['/api/sends/audience', { issue: 'matrix-64' }],
    ['/api/segments/count', {}],
  ] as const) {
    const { status, value } = await post(path, { ...body, segment })
    expect([status, value.problems[0].message]).toEqual([409, expect.stringContaining(why)])
  }
  expect([...api.stores.sends.keys()].filter((id) => id.startsWith('matrix-64'))).toEqual([])
})

test('who opened an issue cannot be asked where that is not tracked', async () => {
  sentBefore([1])
  const segment = { not: { engaged: 'matrix-63' } }
  const { status, value } = await post('/api/segments/count', { segment })
  expect([status, value.problems[0].message]).toEqual([
    409,
    expect.stringContaining('does not have that tracked'),
  ])
})

test('nor for a time at which it will be forgotten, nor of endless issues', async () => {
  sentBefore([1])
  const late = { issue: 'matrix-64', segment: { got: 'matrix-63' }, at: '2027-12-31T09:00' }
  expect((await post('/api/sends', late)).value.problems[0].message).toContain('kept for 400 days')
  const many = { any: Array.from({ length: 6 }, (_, number) => ({ got: `m-${number}` })) }
  expect((await post('/api/segments/count', { segment: many })).value.problems[0].message).toContain(
    'at most 5',
  )
})

test.each<[{ action: string; at?: string }]>([
  [{ action: 'reschedule' }],
  [{ action: 'reschedule', at: '2027-12-31T09:00' }],
  [{ action: 'resume' }],
])('a send is not let go once what its segment asks is not known any more: %j', async (action) => {
  sentBefore([1])
  const asked = { issue: 'matrix-64', segment: { not: { got: 'matrix-63' } }, at: '2026-12-02T09:00' }
  const { id } = (await post('/api/sends', asked)).value.send
  expect((await post('/api/sends/{send}/actions', { action: 'pause' }, { id })).status).toBe(200)
  if (!action.at) sentBefore([1], { forgotten: { since: '2026-11-30' } })
  const before = structuredClone(api.stores.sends.get(id))
  const { status, value } = await post('/api/sends/{send}/actions', action, { id })
  const why = action.at ? 'kept for 400 days' : 'is not kept any more'
  expect([status, value.problems[0].message]).toEqual([409, expect.stringContaining(why)])
  expect(api.stores.sends.get(id)).toEqual(before)
})

test('a cancelled send is not asked for anew once what its segment asks is not known any more', async () => {
  sentBefore([1])
  const asked = { issue: 'matrix-64', segment: { not: { got: 'matrix-63' } }, at: '2026-12-02T09:00' }
  const { id } = (await post('/api/sends', asked)).value.send
  await post('/api/sends/{send}/actions', { action: 'cancel' }, { id })
  sentBefore([1], { forgotten: { since: '2026-11-30' } })
  const anew = api.stores.sends.get(id)!.cancelledAt
  for (const body of [
    { ...asked, anew },
    { issue: 'matrix-64', at: asked.at, anew },
  ])
    expect((await post('/api/sends', body)).status).toBe(409)
  expect(api.stores.sends.get(id)!.cancelledAt).toBe(anew)
})
