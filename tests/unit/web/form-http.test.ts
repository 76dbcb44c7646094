import { expect, test } from 'vitest'
import { fieldsOf, isJson, json } from '../../../functions/web/form-http.ts'
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
  ['broken escapes', urlencoded, 'a=%zz%&%4=1', 200],
  ['text in another encoding', urlencoded, 'a=%BE%D8%D5%F3', 400],
  ['text that is cut within a character', urlencoded, 'a=%E7%9F&b=1', 400],
  ['text that somebody decoded wrongly', asJson, '{"a":"\ufffd"}', 400],
  ['a text', { 'content-type': 'text/plain' }, 'a=1', 415],
  ['a text that would pass for JSON', { 'content-type': 'text/plain;application/json' }, '{"a":1}', 415],
  ['two types at once', { 'content-type': 'text/plain, application/json' }, '{"a":1}', 415],
  ['a body of no type', {}, 'a=1', 415],
  ['nothing at all', {}, undefined, 200],
  ['nothing, of an unknown type', { 'content-type': 'image/png' }, undefined, 200],
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

test('a form in bytes that are no UTF-8 is refused, whatever the bytes are', async () => {
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
  const part = Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n')
  const body = Buffer.concat([part, Buffer.from([0xbe, 0xd8, 0xd5, 0xf3]), Buffer.from('\r\n--x--\r\n')])
  expect((await anEcho(aRequest('POST', '/x', { headers: multipart, body, base64: true }))).status).toBe(400)
  const raw = Buffer.from([0x61, 0x3d, 0xff])
  expect(
    (await anEcho(aRequest('POST', '/x', { headers: urlencoded, body: raw, base64: true }))).status,
  ).toBe(400)
})

test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])(
  '%s is refused, with the methods that there are',
  async (method) => {
    const { status, headers } = await anEcho(aRequest(method, '/x', { headers: asJson, body: '{"a":1}' }))
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST'])
  },
)

test('a path that no form has is not found, by any method', async () => {
  for (const method of ['GET', 'POST', 'DELETE'])
    expect((await anEcho(aRequest(method, '/x/y', { route: '$default' }))).status).toBe(404)
})

test('an API call of its own type is JSON too; what only sounds like it is not', async () => {
  for (const [type, json] of [
    ['application/json', true],
    ['application/problem+json; charset=utf-8', true],
    ['application/jsonp', false],
    ['text/json', false],
  ] as const)
    expect(isJson(aRequest('POST', '/x', { headers: { 'content-type': type } })), type).toBe(json)
})
