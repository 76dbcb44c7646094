import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { askQuota, createMailer } from '../../../functions/mail/mailer.ts'

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
      `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message.replaceAll('<', '&lt;')}</Message></Error></ErrorResponse>`,
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

const answerQuota =
  (inner: string): RequestListener =>
  (_, response) =>
    response.end(
      `<GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult>${inner}</GetSendQuotaResult></GetSendQuotaResponse>`,
    )

test('the account’s quota is asked of SES, and not known when SES was asked too often', async () => {
  answer = answerQuota(
    '<Max24HourSend>200.0</Max24HourSend><MaxSendRate>14.0</MaxSendRate><SentLast24Hours>127.0</SentLast24Hours>',
  )
  const mailer = createMailer('Set')
  expect(await askQuota()).toEqual({ rate: 14, max: 200, sent: 127 })
  expect(await mailer.rate()).toBe(14)
  answer = refuse(400, 'Throttling', 'Rate exceeded')
  expect([await askQuota(), await mailer.rate()]).toEqual([undefined, undefined])
  answer = refuse(403, 'AccessDenied', 'not authorized to perform ses:GetSendQuota')
  await expect(askQuota()).rejects.toMatchObject({ name: 'AccessDenied' })
})

test('the rate and the daily quota are told apart by the message', async () => {
  answer = refuse(400, 'Throttling', 'Maximum sending rate exceeded.')
  expect((await send()).outcome).toBe('throttled')
  answer = refuse(400, 'Throttling', 'Daily message quota exceeded.')
  expect((await send()).outcome).toBe('quota')
  expect(asked).toBe(2)
})

test.each([
  ['a message that SES refuses', 400, 'MessageRejected', 'Email rejected per policy.', 'rejected'],
  ['an address that it cannot read', 400, 'InvalidParameterValue', 'Illegal address', 'rejected'],
  ['a message that is too long', 413, 'RequestEntityTooLargeException', 'Too long', 'rejected'],
  [
    'a reader whom the sandbox does not know',
    400,
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region US-EAST-1: reader@example.com',
    'rejected',
  ],
  [
    'an identity of ours that is not verified',
    400,
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region US-EAST-1: Matrix <matrix@example.org>, example.org',
    'account',
  ],
  [
    'a paused account',
    400,
    'MessageRejected',
    'Sending paused for this account. For more information, …',
    'account',
  ],
  ['a paused account, by its code', 400, 'AccountSendingPausedException', '', 'account'],
  ['a configuration set that is gone', 400, 'ConfigurationSetDoesNotExist', '', 'account'],
  ['a MAIL FROM domain that is not verified', 400, 'MailFromDomainNotVerifiedException', '', 'account'],
  ['a service that may not send', 403, 'AccessDenied', 'User is not authorized', 'account'],
  ['an account that never signed up', 403, 'OptInRequired', '', 'account'],
  ['a token that is too old', 403, 'ExpiredToken', '', 'account'],
  ['a key that is none', 403, 'InvalidClientTokenId', '', 'account'],
  ['a signature that does not fit', 403, 'SignatureDoesNotMatch', '', 'account'],
  ['a clock that is wrong', 400, 'RequestExpired', '', 'account'],
  ['too many requests', 429, 'TooManyRequestsException', '', 'throttled'],
  ['a request that came too slowly', 408, 'RequestTimeoutException', '', 'uncertain'],
  ['an error of SES', 500, 'InternalFailure', '', 'uncertain'],
  ['a code that no page speaks of', 400, 'SomethingNew', 'No idea', 'unknown'],
])('%s: %i %s (%s) is %s, and is asked once', async (_, status, code, message, outcome) => {
  answer = refuse(status, code, message)
  expect((await send()).outcome).toBe(outcome)
  expect(asked).toBe(1)
})

test('what may be this process’s own fault is told apart from the account’s', async () => {
  answer = refuse(403, 'ExpiredToken', 'The security token is expired')
  expect(await send()).toMatchObject({ outcome: 'account', elsewhere: true })
  answer = refuse(400, 'AccountSendingPausedException', 'paused')
  expect(await send()).toMatchObject({ outcome: 'account', elsewhere: false })
})

test('no address that SES names is kept with its reason', async () => {
  answer = refuse(400, 'SomethingNew', 'refused <lin.yue@readers.example>: lin.yue@readers.example')
  expect(JSON.stringify(await send())).not.toContain('lin.yue')
})

test('a server that refuses connections, or has no name, was sent nothing', async () => {
  process.env.AWS_ENDPOINT_URL_SES = 'http://127.0.0.1:1'
  expect(await send()).toEqual({ outcome: 'throttled' })
  process.env.AWS_ENDPOINT_URL_SES = 'http://no-such-host.invalid:80'
  expect(await send()).toEqual({ outcome: 'throttled' })
})

test('without credentials nothing is sent, and others may have some', async () => {
  const { AWS_ACCESS_KEY_ID } = process.env
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' })
  Object.assign(process.env, { AWS_SHARED_CREDENTIALS_FILE: '/dev/null' })
  delete process.env.AWS_ACCESS_KEY_ID
  try {
    expect(await send()).toMatchObject({ outcome: 'account', elsewhere: true })
    expect(asked).toBe(0)
  } finally {
    process.env.AWS_ACCESS_KEY_ID = AWS_ACCESS_KEY_ID
  }
})

test('whoever may not be called any more, once the call is signed, is not called', async () => {
  answer = accept
  const mailer = createMailer('Set')
  let asks = 0
  const may = (yes: boolean) => () => {
    asks += 1
    return yes
  }
  expect(await mailer.send(mail, may(false))).toEqual({ outcome: 'not-called' })
  expect([asked, asks]).toEqual([0, 1])
  expect(await mailer.send(mail, may(true))).toMatchObject({ outcome: 'accepted' })
  expect([asked, asks]).toEqual([1, 2])
})

test('the guard is asked in the turn in which the call is made: what changes while it is signed counts', async () => {
  answer = accept
  const mailer = createMailer('Set')
  for (const calls of [0, 1]) {
    let isLate = false
    const sending = mailer.send(mail, () => !isLate)
    // The call is still being made into a signed request.
    isLate = true
    expect(await sending).toEqual({ outcome: 'not-called' })
    expect(asked).toBe(calls)
    // The calls after this one are like it.
    await mailer.send(mail)
  }
})

test('nothing is waited for between the question and the call, not even at the first', async () => {
  answer = accept
  let isTurnOver = true
  const seen: boolean[] = []
  const note = () => void seen.push(isTurnOver)
  subscribe('http.client.request.created', note)
  const mailer = createMailer('Set')
  // The SDK makes the first call, and the first after connections were forgotten; the one between is like it.
  for (const isForgotten of [false, true, false]) {
    await mailer.send(mail, () => {
      isTurnOver = false
      setImmediate(() => {
        isTurnOver = true
      })
      return true
    })
    if (isForgotten) mailer.forgetConnections()
  }
  unsubscribe('http.client.request.created', note)
  expect(seen).toEqual([false, false, false])
})

test('connections that slept are not used again when they are forgotten', async () => {
  answer = accept
  const mailer = createMailer('Set')
  const sockets = new Set<number | undefined>()
  server.on('request', ({ socket }) => sockets.add(socket.remotePort))
  await mailer.send(mail)
  await mailer.send(mail)
  expect(sockets.size).toBe(1)
  mailer.forgetConnections()
  await mailer.send(mail)
  expect(sockets.size).toBe(2)
  mailer.forgetConnections()
})
