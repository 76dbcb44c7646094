import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { onError } from '../../../functions/api/router.ts'
import { jsonHandler } from '../../../functions/runtime/json-http.ts'
import { anIssuePublished, aRequest, aSubscriber } from '../../builders.ts'
import { seed } from '../../fuzz-seed.ts'
import { anApi } from '../cli/service.ts'
import { aKey, bodiesOf, idsFor, valuesOf } from './made-up-calls.ts'
import { judgeBy, operations } from './open-api.ts'
import { someDeadLetters } from './some-dead-letters.ts'

/** A call as it comes to the API: `query` and `body` as they are written. */
type Call = {
  at: number
  id: string
  query: Record<string, string | undefined>
  body?: unknown
  type: string
}

const calls = fc.integer({ min: 0, max: operations.length - 1 }).chain((at): fc.Arbitrary<Call> => {
  const { path, one } = operations[at]!
  const { parameters = [], requestBody } = one
  const asked = parameters.filter(({ in: where }) => where === 'query')
  const values = asked.map(({ name, schema }) => [name, valuesOf(schema).map(String)])
  return fc.record(
    {
      at: fc.constant(at),
      id: idsFor(path),
      query: fc.record(Object.fromEntries(values), { requiredKeys: [] }),
      body: requestBody ? bodiesOf(requestBody.content['application/json']!.schema) : fc.constant({}),
      type: fc.oneof(
        { weight: 9, arbitrary: fc.constant('application/json') },
        fc.constantFrom('text/plain', 'application/problem+json; charset=utf-8'),
      ),
    },
    { requiredKeys: ['at', 'id', 'query', 'body', 'type'] },
  )
})

/** A service with an issue and readers, and work that failed. */
const aService = () => {
  const api = anApi()
  for (const id of ['tidelines-7', 'tidelines-8']) api.stores.issues.set(id, anIssuePublished({ id }))
  for (const one of [aSubscriber('active'), aSubscriber('suppressed', { id: 'ab', email: 'b@example.org' })])
    api.stores.subscribers.set(one.id, one)
  const lost = someDeadLetters({ 'batches-dead': ['1', '2'] })
  return jsonHandler(
    (request) => (request.routeKey.endsWith('/api/dead-letters') ? lost.handle : api.handle)(request),
    onError,
  )
}

const answerTo = async (handler: ReturnType<typeof aService>, { at, id, query, body, type }: Call) => {
  const { route, path, method } = operations[at]!
  const isPost = method === 'post'
  const request = {
    ...aRequest(method.toUpperCase(), '/', { route, ...(isPost && { headers: { 'content-type': type } }) }),
    queryStringParameters: query,
    ...(path.includes('{') && { pathParameters: { it: id } }),
    ...(isPost && { body: JSON.stringify(body) }),
  }
  Object.assign(request.requestContext, { authorizer: { lambda: { by: 'ada', role: 'owner' } } })
  const {
    statusCode = 0,
    headers = {},
    body: text = '',
  } = (await handler(request as never, {} as never)) as {
    statusCode?: number
    headers?: Record<string, string>
    body?: string
  }
  return { status: statusCode, type: String(headers['content-type']).split(';')[0]!, text }
}

const callOf = (route: string, body: object): Call => ({
  at: operations.findIndex((one) => one.route === route),
  ...{ id: '', query: {}, body, type: 'application/json' },
})

/** What there is to be called: a send, a segment, an import and a key, made by the API itself. */
const prepare = async (handler: ReturnType<typeof aService>) => {
  await answerTo(handler, callOf('POST /api/sends', { issue: 'tidelines-7' }))
  await answerTo(handler, callOf('POST /api/segments', { name: 'students', rule: { from: ['form'] } }))
  const file = { name: 'a.csv', size: 5 }
  await answerTo(
    handler,
    callOf('POST /api/imports', { id: 'old-list-2031', file, consent: 'Yes', mapping: {} }),
  )
  const made = await answerTo(handler, callOf('POST /api/keys', { name: 'first', role: 'viewer' }))
  return JSON.parse(made.text).key.id as string
}

test('whatever is called, it never fails, and every answer is as described', {
  timeout: 120_000,
}, async () => {
  const met = new Set<string>()
  const property = fc.asyncProperty(fc.array(calls, { minLength: 20, maxLength: 30 }), async (some) => {
    const handler = aService()
    const key = await prepare(handler)
    for (const one of some) {
      const call = one.id === aKey ? { ...one, id: key } : one
      const { route, path, method } = operations[call.at]!
      const { status, type, text } = await answerTo(handler, call)
      const what = `${route} ${JSON.stringify(call)}: ${status} ${text}`
      expect(status, what).toBeLessThan(500)
      const place = ['paths', path, method, 'responses', `${status}`, 'content', type, 'schema']
      expect(operations[call.at]!.one.responses[status]?.content[type], what).toBeDefined()
      expect(await judgeBy(place, JSON.parse(text)), what).toBe(true)
      met.add(`${route} ${status < 300 ? 'done' : 'refused'}`)
    }
  })
  await fc.assert(property, { seed, numRuns: 25 })
  // Each call was done at least once, so its answer was judged.
  expect(operations.map(({ route }) => route).filter((route) => !met.has(`${route} done`))).toEqual([])
})
