import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../../functions/web/form-http.ts'
import { anIssuePublished } from '../../builders.ts'
import { anApi, call } from '../cli/service.ts'

/** The API of a service that has published matrix-64. */
const anApiWithAnIssue = () => {
  const api = anApi()
  api.stores.issues.set('matrix-64', anIssuePublished())
  return api
}

test.each([
  ['an empty id', 'GET /api/issues/{issue}', ''],
  ['an id longer than a key may be', 'GET /api/issues/{issue}', 'a'.repeat(1_100)],
  ['a path', 'GET /api/issues/{issue}', '../sends'],
  ['a line break', 'GET /api/sends/{send}', 'matrix-64\r\nX: 1'],
  ['half a character', 'GET /api/sends/{send}', '\ud800'],
])('%s is no id: nothing is looked up', async (_, routeKey, id) => {
  const answer = await call(anApi().handle, routeKey, { id })
  expect(answer).toMatchObject({
    status: 404,
    value: { problems: [{ message: expect.stringContaining('a–z') }] },
  })
})

test('a body that is not said to be JSON is refused with what to say', async () => {
  const request = {
    routeKey: 'POST /api/sends',
    headers: {},
    body: '{"issue":"matrix-64"}',
    requestContext: {
      authorizer: { lambda: { by: 'ada', role: 'owner' } },
      http: { sourceIp: '203.0.113.7' },
    },
  }
  const { statusCode, body } = await anApiWithAnIssue().handle(request as unknown as HttpRequest)
  expect(statusCode).toBe(415)
  expect(body).toContain('content-type: application/json')
})

describe('a send that cannot be made', () => {
  test.each([
    ['an issue that is no text', { issue: {} }, 'issue', 'is not a text'],
    [
      'an issue longer than a key may be',
      { issue: 'a'.repeat(10_000) },
      'issue',
      'is not the id of an issue',
    ],
    ['a time that is no text', { issue: 'matrix-64', at: 5 }, 'at', 'is not a text'],
    [
      'a year that no schedule has',
      { issue: 'matrix-64', at: '+275760-09-13T00:00:00Z' },
      'at',
      'is not a time',
    ],
    [
      'a zone that would go unheeded',
      { issue: 'matrix-64', at: '2030-03-08T09:00[Europe/Paris]' },
      'at',
      'is not a time',
    ],
    [
      'an address with a header in it',
      { issue: 'matrix-64', to: 'a@x.org\r\nBcc: b@x.org' },
      'to',
      'is not an address',
    ],
    [
      'an address of 10,000 characters',
      { issue: 'matrix-64', to: `${'a'.repeat(10_000)}@x.org` },
      'to',
      'is not an address',
    ],
    ['a local part of 65', { issue: 'matrix-64', to: `${'a'.repeat(65)}@x.org` }, 'to', 'is not an address'],
    [
      'a language of objects’ own',
      { issue: 'matrix-64', to: 'a@x.org', language: 'constructor' },
      'language',
      'is none that',
    ],
  ])('%s is refused, naming the field, and nothing is kept', async (_, body, field, message) => {
    const { handle, stores } = anApiWithAnIssue()
    const { status, value } = await call(handle, 'POST /api/sends', { body })
    expect(status).toBe(400)
    expect(value.problems).toEqual([{ field, message: expect.stringContaining(message) }])
    expect(stores.sends.size + stores.queue.length).toBe(0)
  })

  test('a test goes to an international domain in Punycode', async () => {
    const body = { issue: 'matrix-64', to: 'Editor@BÜCHER.example' }
    const { status, value } = await call(anApiWithAnIssue().handle, 'POST /api/sends', { body })
    expect(status).toBe(202)
    expect(value.send.test.address).toBe('editor@xn--bcher-kva.example')
  })
})

test.each(['../../x', '/etc/passwd', 'a/../b', 'a//b', './a', 'a\\b', 'a\0b', '', 'a'.repeat(501)])(
  'an upload may not name a file %j',
  async (path) => {
    const body = { issue: 'matrix-64', files: { [path]: 'a'.repeat(64) } }
    const answer = await call(anApi().handle, 'POST /api/issues/{issue}/uploads', { id: 'matrix-64', body })
    expect(answer.status).toBe(400)
    expect(answer.value.problems[0].message).toMatch(/^is (not a path|longer)/)
  },
)
