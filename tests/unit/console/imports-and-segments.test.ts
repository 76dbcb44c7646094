import { expect, test } from 'vitest'
import { aConsole, bodyOf } from './a-console.ts'
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
  expect((await post(importPath, {})).headers?.location).toBe(`${importPath}?done=cancel`)
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
  const answer = await post(segmentPath, {})
  expect(answer.headers?.location).toBe('/admin/readers/segments?done=removed')
  expect(bodyOf(await get('/admin/readers/segments', { query: 'done=removed' }))).toContain('Removed.')
})

test('who may not send sees no way to remove a segment', async () => {
  const { get } = aConsole({ answers, role: 'editor' })
  expect(bodyOf(await get(segmentPath))).not.toContain('Remove…')
})
