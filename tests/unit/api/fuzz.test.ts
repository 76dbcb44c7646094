import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { onError } from '../../../functions/api/router.ts'
import { digestKey } from '../../../functions/edition/model/digest.ts'
import { jsonHandler } from '../../../functions/runtime/json-http.ts'
import { aDigest, anIssuePublished, aRequest, aSubscriber } from '../../builders.ts'
import { seed } from '../../fuzz-seed.ts'
import { anApi } from '../cli/service.ts'
import { aKey, aReader, bodiesOf, exampleFor, idsFor, thereAt, valuesOf } from './made-up-calls.ts'
import { judgeBy, operations } from './open-api.ts'
import { aBatch, aSend, frozen, packed } from './planned-sends.ts'
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
  for (const edition of ['hash-zh', 'hash-en']) {
    const language = edition === 'hash-en' ? 'en' : 'zh-CN'
    api.stores.digests.set(digestKey('tidelines-7', language, edition), aDigest({ language }))
  }
  api.stores.previous.set(
    'tidelines-7',
    anIssuePublished({ id: 'tidelines-7', editions: { en: 'hash-before' } }),
  )
  for (const one of [aSubscriber('active'), aSubscriber('suppressed', { id: 'ab', email: 'b@example.org' })])
    api.stores.subscribers.set(one.id, one)
  addAMail(api)
  api.importing.ask('tried-list', 'email\nd@example.org\n', { trial: true, state: 'tried', language: 'en' })
  const lost = someDeadLetters({ 'batches-dead': ['1', '2'] })
  return jsonHandler(
    (request) => (request.routeKey.endsWith('/api/dead-letters') ? lost.handle : api.handle)(request),
    onError,
  )
}

/** A send of an issue of before that is over, with a reader who got its mail; the issue is corrected. */
const addAMail = ({ stores }: ReturnType<typeof anApi>) => {
  const id = 'tidelines-6--digest'
  const recipients = packed([aReader])
  const group = { key: '000-0000', recipients, size: 1 }
  stores.digests.set(digestKey('tidelines-6', 'en', 'h'), aDigest())
  stores.sends.set(id, aSend(id, { issue: 'tidelines-6', frozen: { ...frozen, ranges: 1 } }))
  stores.steps.set(`${id}#0`, [{ number: 0, upTo: aReader, groups: [group], leftOut: {}, last: true }])
  stores.batches.push(aBatch(group.key, 'a'))
  stores.ends.push({ range: 0, batches: 1, candidates: 0, excluded: {} })
  stores.issues.set('tidelines-6', anIssuePublished({ id: 'tidelines-6', editions: { en: 'corrected' } }))
  const reader = aSubscriber('active', { id: aReader, email: 'c@example.org' })
  stores.subscribers.set(aReader, reader)
}

const answerTo = async (handler: ReturnType<typeof aService>, { at, id, query, body, type }: Call) => {
  const { route, path, method } = operations[at]!
  const hasBody = method !== 'get'
  const request = {
    ...aRequest(method.toUpperCase(), '/', { route, ...(hasBody && { headers: { 'content-type': type } }) }),
    queryStringParameters: query,
    ...(path.includes('{') && { pathParameters: { it: id } }),
    ...(hasBody && { body: JSON.stringify(body) }),
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

/** What must be otherwise than in the examples for a call to be done in {@link aService}. */
const otherwise: Record<string, { id?: string; body?: object; query?: Record<string, string> }> = {
  'GET /api/readers/{reader}/mail': { query: { send: 'tidelines-6--digest' } },
  'POST /api/sends/{send}/correction': { id: 'tidelines-6--digest' },
  'POST /api/sends/{send}/correction/audience': { id: 'tidelines-6--digest' },
  // Nothing is taken down that is being sent.
  'POST /api/issues/{issue}/unpublish': { id: 'tidelines-8' },
  'POST /api/segments': { body: { rule: { from: ['form'] } } },
  'POST /api/imports': { body: { consent: 'By the form on our old site' } },
  'POST /api/imports/{import}/start': { id: 'tried-list', body: { consent: 'By the form on our old site' } },
}

/** A call as the description's examples have it, without what may be left out. */
const exampleOf = (at: number): Call => {
  const { route, path, one } = operations[at]!
  const { id = thereAt(path), body, query = {} } = otherwise[route] ?? {}
  const schema = one.requestBody?.content['application/json']?.schema
  const example = schema && (exampleFor(schema) as object)
  return { at, id, query, body: { ...example, ...body }, type: 'application/json' }
}

/** Makes a call, and judges its answer. */
const judged = async (handler: ReturnType<typeof aService>, call: Call) => {
  const { route, path, method, one } = operations[call.at]!
  const { status, type, text } = await answerTo(handler, call)
  const what = `${route} ${JSON.stringify(call)}: ${status} ${text}`
  expect(status, what).toBeLessThan(500)
  expect(one.responses[status]?.content[type], what).toBeDefined()
  const place = ['paths', path, method, 'responses', `${status}`, 'content', type, 'schema']
  expect(await judgeBy(place, JSON.parse(text)), what).toBe(true)
  return { status, what, value: JSON.parse(text) }
}

/** Makes calls as the examples have them, one after the other. @returns the id of the key that was made */
const callAll = async (handler: ReturnType<typeof aService>, isWanted: (route: string) => boolean) => {
  let key = ''
  for (const [at, { route }] of operations.entries()) {
    if (!isWanted(route)) continue
    const call = exampleOf(at)
    const { status, what, value } = await judged(handler, call.id === aKey ? { ...call, id: key } : call)
    expect(status, what).toBeLessThan(300)
    if (route === 'POST /api/keys') key = value.key.id
  }
  return key
}

test('each call can be done as its examples say, and is answered as described', async () => {
  await callAll(aService(), () => true)
})

/** Calls that make something that can be called by its id. */
const making = [
  'POST /api/sends',
  'POST /api/segments',
  'POST /api/imports',
  'POST /api/keys',
  'POST /api/webhooks',
]

test('whatever is called, it never fails, and every answer is as described', {
  timeout: 300_000,
}, async () => {
  const property = fc.asyncProperty(fc.array(calls, { minLength: 20, maxLength: 30 }), async (some) => {
    const handler = aService()
    const key = await callAll(handler, (route) => making.includes(route))
    for (const call of some) await judged(handler, call.id === aKey ? { ...call, id: key } : call)
  })
  await fc.assert(property, { seed, numRuns: 25 })
})
