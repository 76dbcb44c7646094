import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMailer } from '../../../functions/platform/mailer.ts'

let answer: RequestListener
let asked = 0
/** The form of the last call. */
let form = new URLSearchParams()
const server = createServer(async (request, response) => {
  form = new URLSearchParams(String(await buffer(request)))
  asked += 1
  answer(request, response)
})

beforeEach(async () => {
  asked = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.env.AWS_ENDPOINT_URL_SES = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  Object.assign(process.env, { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' })
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const mail = {
  from: 'matrix@example.org',
  to: 'reader@example.org',
  raw: Buffer.from('Subject: x\r\n\r\ny'),
  tags: { kind: 'digest' },
}
const send = () => createMailer('Set').send(mail)

const refuse =
  (status: number, code: string, message: string): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/xml' })
    response.end(
      `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    )
  }

const accept: RequestListener = (_, response) =>
  response.end(
    '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult></SendRawEmailResponse>',
  )

test('an accepted message has its id', async () => {
  answer = accept
  expect(await send()).toEqual({ outcome: 'accepted', id: 'm-1' })
})

test('every message arrives byte by byte, beside what the SDK writes itself', async () => {
  answer = accept
  const mailer = createMailer('Set')
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
      await mailer.send({ ...mail, raw: Buffer.from(bytes) })
      const { 'RawMessage.Data': data, ...rest } = Object.fromEntries(form)
      expect([...Buffer.from(data!, 'base64')]).toEqual([...bytes])
      expect(rest).toEqual({
        Action: 'SendRawEmail',
        Version: '2010-12-01',
        Source: 'matrix@example.org',
        'Destinations.member.1': 'reader@example.org',
        ConfigurationSetName: 'Set',
        'Tags.member.1.Name': 'kind',
        'Tags.member.1.Value': 'digest',
      })
    }),
  )
})

test('a connection cut after the request is uncertain, and the message is not sent again', async () => {
  answer = (request) => request.socket.destroy()
  expect((await send()).outcome).toBe('uncertain')
  expect(asked).toBe(1)
})

test('a 5xx is uncertain, and the message is not sent again', async () => {
  answer = refuse(503, 'ServiceUnavailable', 'Try later')
  expect((await send()).outcome).toBe('uncertain')
  expect(asked).toBe(1)
})

test('the rate and the daily quota are told apart by the message', async () => {
  answer = refuse(400, 'Throttling', 'Maximum sending rate exceeded.')
  expect((await send()).outcome).toBe('throttled')
  answer = refuse(400, 'Throttling', 'Daily message quota exceeded.')
  expect((await send()).outcome).toBe('quota')
  expect(asked).toBe(2)
})

test('a message that SES refuses is rejected for good', async () => {
  answer = refuse(400, 'MessageRejected', 'Email address is not verified.')
  expect(await send()).toEqual({ outcome: 'rejected', reason: 'MessageRejected' })
})

test('a service that may not send at all is no reader’s failure', async () => {
  answer = refuse(403, 'AccessDenied', 'User is not authorized')
  await expect(send()).rejects.toThrow('SES refuses to send')
})
