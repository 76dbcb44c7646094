import { expect, test } from 'vitest'
import { type Answers, aConsole, bodyOf } from './a-console.ts'
import { anImport, peopleAnswers as answers } from './people-answers.ts'

const importPath = '/admin/readers/imports/old-list-2030'
const segmentPath = '/admin/readers/segments/students'

test('an import shows how far it is, what was passed over, and is shown anew while it goes on', async () => {
  const { get } = aConsole({ answers })
  const page = bodyOf(await get(importPath))
  for (const text of [
    '75% of the file is read',
    '3,751',
    'an address of a row above',
    'sections that there are not',
  ])
    expect(page).toContain(text)
  expect(page).toContain('hx-trigger="every 3s"')
})

test('one that is over is asked for once, and cannot be cancelled', async () => {
  const done = { import: anImport({ state: 'done' }), timeZone: 'UTC' }
  const { get } = aConsole({ answers: { 'GET /api/imports/{import}': () => done } })
  const page = bodyOf(await get(importPath))
  expect(page).not.toContain('hx-trigger')
  expect(page).not.toContain('Cancel the import')
})

test('the rows that were passed over are read when they are asked for, page by page', async () => {
  const { get, calls } = aConsole({ answers })
  const page = bodyOf(await get(importPath, { query: 'rows=' }))
  expect(page).toContain(`${importPath}?rows=18#rows`)
  await get(importPath, { query: 'rows=18' })
  expect(calls.flatMap(({ route, given }) => (route.endsWith('/rows') ? [given.query?.after] : []))).toEqual([
    undefined,
    '18',
  ])
})

test('an import is cancelled by who may send', async () => {
  const { post, get } = aConsole({ answers })
  expect((await post(importPath, { action: 'cancel' })).headers?.location).toBe(`${importPath}?done=cancel`)
  expect(bodyOf(await aConsole({ answers, role: 'editor' }).get(importPath))).not.toContain(
    'Cancel the import',
  )
  expect(bodyOf(await get('/admin/readers/imports'))).toContain(`href="${importPath}"`)
})

test('a segment shows its rule, and counts by the rule that the first call found', async () => {
  const { get, post, calls } = aConsole({ answers })
  expect(bodyOf(await get(segmentPath))).toContain('field:role=student and not got:matrix-63')
  const first = bodyOf(await post(`${segmentPath}/count`, {}))
  const soFar = /name="so-far" value="([^"]+)"/.exec(first)![1]!.replaceAll('&quot;', '"')
  const second = bodyOf(await post(`${segmentPath}/count`, { 'so-far': soFar }))
  for (const text of ['680', 'another answer', '3,600']) expect(second).toContain(text)
  const bodies = calls.flatMap(({ route, given }) =>
    route === 'POST /api/segments/count' ? [given.body] : [],
  )
  expect(bodies).toEqual([
    { segment: 'students' },
    { segment: { name: 'students', rule: { field: { id: 'role', in: ['student'] } } }, from: 128 },
  ])
})

test('a segment is removed, and the list says so', async () => {
  const { post, get } = aConsole({ answers })
  const answer = await post(segmentPath, { action: 'remove', etag: '"1.2"' })
  expect(answer.headers?.location).toBe('/admin/readers/segments?done=removed')
  expect(bodyOf(await get('/admin/readers/segments', { query: 'done=removed' }))).toContain('Removed.')
})

test('who may not send sees no way to remove a segment', async () => {
  const { get } = aConsole({ answers, role: 'editor' })
  expect(bodyOf(await get(segmentPath))).not.toContain('Remove…')
})

const savedAs = (calls: ReturnType<typeof aConsole>['calls']) =>
  calls.flatMap(({ route, given }) => (route === 'POST /api/segments' ? [given] : []))
const students = { field: { id: 'role', in: ['student'] } }
const found = {
  outcome: 'done' as const,
  value: {
    segment: {
      name: 'students',
      rule: students,
      at: '2031-05-06T06:59:00.000Z',
      by: 'bob@example.org',
    },
    timeZone: 'Asia/Shanghai',
  },
  etag: '"7.1"',
}
const editable: Answers = { ...answers, 'GET /api/segments/{segment}': () => found }

test('a rule is typed and saved under a name, or said to be wrong where it is', async () => {
  const { get, post, calls } = aConsole({ answers: { ...editable, 'POST /api/segments': () => found } })
  expect(bodyOf(await get('/admin/readers/segments'))).toContain('name="rule"')
  const wrong = bodyOf(await post('/admin/readers/segments', { name: 'new', rule: 'field:role=student and' }))
  expect(wrong).toContain('The rule cannot be read, at letter 23')
  expect(wrong).toContain('>field:role=student and</textarea>')
  const made = await post('/admin/readers/segments', { name: 'new', rule: 'field:role=student' })
  expect(made.headers?.location).toBe('/admin/readers/segments/new?done=saved')
  expect(savedAs(calls)).toEqual([{ body: { name: 'new', rule: students } }])
})

test('a segment is changed over the one that was seen', async () => {
  const { get, post, calls } = aConsole({ answers: { ...editable, 'POST /api/segments': () => found } })
  const page = bodyOf(await get(segmentPath))
  expect(page).toContain('name="etag" value="&quot;7.1&quot;"')
  expect(page).toContain('>field:role=student</textarea>')
  await post(segmentPath, { action: 'edit', etag: '"7.1"', rule: 'got:m-1' })
  expect(savedAs(calls)).toEqual([
    { body: { name: 'students', rule: { got: 'm-1' }, replace: true }, ifMatch: '"7.1"' },
  ])
})

test('one that somebody changed meanwhile is shown in both versions, with a choice', async () => {
  const changed = () => ({ outcome: 'refused' as const, status: 412, type: 'changed' as const, problems: [] })
  const { post } = aConsole({ answers: { ...editable, 'POST /api/segments': changed } })
  const answer = await post(segmentPath, { action: 'edit', etag: '"6.1"', rule: 'got:<m-1>' })
  expect(answer.statusCode).toBe(412)
  const page = bodyOf(answer)
  for (const part of [
    'As it stands now',
    'Saved by bob@example.org',
    'As you typed it',
    'got:&lt;m-1&gt;',
    'Keep theirs',
  ])
    expect(page).toContain(part)
  // Put over it, it is over what was shown here.
  expect(page).toMatch(
    /name="etag" value="&quot;7\.1&quot;"><input type="hidden" name="rule" value="got:&lt;m-1&gt;"/,
  )
})

test('one that was changed meanwhile is not removed unseen', async () => {
  const changed = () => ({ outcome: 'refused' as const, status: 412, type: 'changed' as const, problems: [] })
  const { post, calls } = aConsole({
    answers: { ...editable, 'POST /api/segments/{segment}/remove': changed },
  })
  expect((await post(segmentPath, { action: 'remove', etag: '"6.1"' })).statusCode).toBe(412)
  expect(calls[0]?.given).toMatchObject({ id: 'students', ifMatch: '"6.1"' })
})

test('who may not save segments sees no form of one', async () => {
  const { get } = aConsole({ answers: editable, role: 'editor' })
  expect(bodyOf(await get('/admin/readers/segments'))).not.toContain('name="rule"')
  expect(bodyOf(await get(segmentPath))).not.toContain('name="rule"')
})
