import { expect, test } from 'vitest'
import { fieldsOf, json } from '../../../functions/platform/http.ts'
import { aRequest, aServer } from '../../builders.ts'

/** Answers with the fields that were read. */
const anEcho = aServer(
  async (request) => json(200, fieldsOf(request)),
  (_, status) => json(status, {}),
)
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }
const asJson = { 'content-type': 'application/json' }

test('a GET is answered whatever type or body comes with it', async () => {
  for (const headers of [asJson, { 'content-type': 'multipart/form-data' }])
    expect(await anEcho(aRequest('GET', '/x', { headers }))).toMatchObject({ status: 200, body: '{}' })
  const withBody = aRequest('GET', '/x', { headers: urlencoded, body: 'a=1' })
  expect(await anEcho(withBody)).toMatchObject({ status: 200, body: '{}' })
})

test.each([
  ['JSON that is none', asJson, '{"a":', 400],
  ['a key that would reach into every object', asJson, '{"__proto__":{"a":1}}', 400],
  ['a list', asJson, '[1]', 200],
  ['brackets without end', asJson, '['.repeat(50_000), 400],
  ['broken escapes', urlencoded, 'a=%ff%zz%&%E0%A4=1', 200],
  ['a thousand fields of one name', urlencoded, 'a=1&'.repeat(1_000), 200],
  ['multipart without a boundary', { 'content-type': 'multipart/form-data' }, 'x', 400],
  ['more than any form holds', urlencoded, `a=${'x'.repeat(100_000)}`, 413],
])('%s is never our failure', async (_, headers, body, status) => {
  for (const base64 of [false, true]) {
    const answer = await anEcho(aRequest('POST', '/x', { headers, body, base64 }))
    expect(answer.status).toBe(status)
  }
  expect(({} as { a?: number }).a).toBeUndefined()
})
