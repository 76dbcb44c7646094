import { expect, test } from 'vitest'
import { acts, routes } from '../../../functions/api/routes-and-roles.ts'
import { document, isOpenApi, judgeBy, operations } from './open-api.ts'

test('the description is OpenAPI 3.1, by the schema of its makers', async () => {
  expect(document.openapi).toMatch(/^3\.1\./)
  expect(await isOpenApi(document)).toBe(true)
  expect(await isOpenApi({ ...document, paths: { '/api/x': { get: 5 } } })).toBe(false)
})

test('it has every route, and no other', () => {
  const all = Object.keys({ ...routes.api, ...routes.redrive })
  expect(operations.map(({ route }) => route).sort()).toEqual(all.sort())
})

test('each call has a name of its own, a summary, a known tag, and says how it may be refused', () => {
  expect(new Set(operations.map(({ one }) => one.operationId)).size).toBe(operations.length)
  const tags = document.tags.map(({ name }) => name)
  for (const { route, one } of operations) {
    const { summary, responses, tags: own } = one
    expect(summary, route).toMatch(/^[A-Z].*\.$/)
    expect(tags, route).toEqual(expect.arrayContaining(own))
    expect(Object.keys(responses), route).toEqual(
      expect.arrayContaining(['401', '403', '429', '500', '503', '504']),
    )
  }
})

test('an act says that it is one, and may be refused for the audit log', () => {
  const refusable = operations.filter(
    ({ one }) => 'application/problem+json' in one.responses['503']!.content,
  )
  const declared = Object.entries(acts).flatMap(([route, about]) => (about ? [route] : []))
  expect(refusable.map(({ route }) => route).sort()).toEqual(declared.sort())
})

test('every reference leads to a component, and every component is led to', () => {
  const named = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)]
  expect(Object.keys(document.components.schemas).sort()).toEqual(
    [...new Set(named.map(([, name]) => name!))].sort(),
  )
})

const bodyOf = (path: string) => [
  'paths',
  path,
  'post',
  'requestBody',
  'content',
  'application/json',
  'schema',
]

test.each([
  ['/api/sends', { issue: 'm-1', segment: 'students' }, true],
  ['/api/sends', { issue: 'm-1', segment: { not: { got: 'm-0' } } }, true],
  ['/api/sends', { issue: 'm-1', segment: { name: 'students', rule: { got: 'm-0' } } }, true],
  ['/api/sends', { issue: 'm-1', segment: { gott: 'm-0' } }, false],
  ['/api/sends', { issue: 'm-1', filter: { fields: { role: ['student'] } } }, true],
  ['/api/sends', { issue: 'm-1', filter: { fields: { role: 'student' } } }, false],
  ['/api/sends', { issue: 'm-1', when: 'now' }, false],
  ['/api/segments', { name: 'students', rule: { all: [{ from: ['form'] }] } }, true],
  ['/api/segments', { name: 'students', rule: 'from:form' }, false],
])('what is read by hand is described, too: %s takes %j, %j', async (path, body, is) => {
  expect(await judgeBy(bodyOf(path), body)).toBe(is)
})
