import { expect, test } from 'vitest'
import {
  allProblems,
  causes,
  ProblemDocument,
  problemTypeOf,
  problemTypes,
} from '../../../functions/api/problems.ts'
import { onError, unknownCall } from '../../../functions/api/router.ts'
import type { HttpRequest, HttpResponse } from '../../../functions/runtime/http-pipeline.ts'
import { anApi, call } from '../cli/service.ts'
import { askForASend } from './ask-for-a-send.ts'
import { document } from './open-api.ts'

const asked = (routeKey: string, lambda: object, more: object = {}): HttpRequest =>
  ({
    routeKey,
    headers: {},
    requestContext: { authorizer: { lambda }, http: { sourceIp: '203.0.113.7' } },
    ...more,
  }) as unknown as HttpRequest
const owner = { by: 'ada', role: 'owner' }
const ask = async (...args: Parameters<typeof asked>) => documentOf(await anApi().handle(asked(...args)))

/** What was answered, read as RFC 9457 §3 has it. */
const documentOf = ({ statusCode, headers = {}, body = '' }: HttpResponse) => {
  expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  const document = ProblemDocument.strict().parse(JSON.parse(body))
  expect(document.status).toBe(statusCode)
  return document
}

test('a refusal is a problem document: its type for programs, its detail for people', async () => {
  expect(await ask('POST /api/sends', owner, { body: { issue: 'm-1', at: 5, to: 'ada' } })).toEqual({
    type: '/problems/not-json',
    title: problemTypes['not-json'].title,
    status: 415,
    detail: 'The body is not JSON: say content-type: application/json',
    problems: [{ message: 'The body is not JSON: say content-type: application/json' }],
  })
  const headers = { 'content-type': 'application/json' }
  expect(await ask('POST /api/sends', owner, { headers, body: { issue: 'm-1', at: 5, to: 'ada' } })).toEqual({
    type: '/problems/not-valid',
    title: problemTypes['not-valid'].title,
    status: 400,
    detail: 'at: is not a text; to: is not an address such as name@example.org',
    problems: [
      { field: 'at', message: 'is not a text' },
      { field: 'to', message: 'is not an address such as name@example.org' },
    ],
  })
})

test.each([
  ['a stranger', 'GET /api/sends', { refused: 'no' }, 401, 'not-signed-in'],
  ['too low a role', 'GET /api/keys', { by: 'ada', role: 'viewer' }, 403, 'not-allowed'],
  ['a call that is none', 'GET /api/nothing', owner, 404, 'not-found'],
])('%s is told so in one', async (_, routeKey, caller, status, name) => {
  expect(await ask(routeKey, caller)).toMatchObject({ status, type: `/problems/${name}` })
})

test.each([
  [400, 'not-valid', 400],
  [413, 'too-large', 413],
  [500, 'failed', 500],
  [502, 'failed', 500],
])('so is whose call could not be handled: %d', (status, name, answered) => {
  const document = documentOf(onError({} as HttpRequest, status))
  expect(document).toMatchObject({ status: answered, type: `/problems/${name}` })
})

test('an answer that is no refusal stays plain JSON', async () => {
  const { headers } = await anApi().handle(asked('GET /api/sends', owner))
  expect(headers?.['content-type']).toBe('application/json; charset=utf-8')
})

test('a path that is called by a wrong method says by which it is', async () => {
  const at = (method: string, rawPath: string) =>
    unknownCall(asked('ANY /api/{path+}', owner, { rawPath, requestContext: { http: { method } } }))
  const answer = at('DELETE', '/api/sends/m-1--digest')
  expect(answer).toMatchObject({ statusCode: 405, headers: { allow: 'GET' } })
  expect(documentOf(answer)).toMatchObject({
    type: '/problems/wrong-method',
    detail: '/api/sends/m-1--digest is called by GET, not by DELETE',
  })
  expect(at('DELETE', '/api/webhooks/w')).toMatchObject({ headers: { allow: 'GET, PUT' } })
  expect(at('PATCH', '/api/dead-letters')).toMatchObject({ headers: { allow: 'GET, POST' } })
  expect(at('GET', '/api/nothing')).toMatchObject({ statusCode: 404 })
})

test('a type with several causes ends with the cause, which is told from others of its status', async () => {
  const api = anApi()
  api.stores.approveAbove = 100
  await askForASend({ at: '2026-12-10T09:00' }, api, { by: 'ada', role: 'owner' })
  const act = async (action: string, by = 'ada') => {
    const { status, value } = await call(api.handle, 'POST /api/sends/{send}/actions', {
      id: 'matrix-64--digest',
      body: { action },
      caller: { by, role: 'owner' },
    })
    return [status, value.type]
  }
  expect(await act('approve')).toEqual([409, '/problems/not-possible/own-send'])
  expect(await act('approve', 'bob@example.org')).toEqual([200, undefined])
  expect(await act('approve', 'bob@example.org')).toEqual([409, '/problems/not-possible/not-waiting'])
  expect(await act('cancel')).toEqual([200, undefined])
  expect(await act('pause')).toEqual([409, '/problems/not-possible/cancelled'])
})

test('every type is named once, with its status, also in the document and in the reference', () => {
  const names = allProblems.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { name, of, status } of allProblems) {
    expect(problemTypeOf(`/problems/${name}`)).toBe(of)
    expect(status).toBe(problemTypes[of].status)
  }
  for (const of of Object.keys(causes)) expect(names).not.toContain(of)
  const text = JSON.stringify(document)
  for (const name of names) expect(text).toContain(`"/problems/${name}"`)
})
