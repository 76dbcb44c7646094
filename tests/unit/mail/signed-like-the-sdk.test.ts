import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SESClient } from '@aws-sdk/client-ses'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMailer } from '../../../functions/mail/mailer.ts'
import { systemClocks } from '../../../functions/runtime/system-clocks.ts'

type Received = { headers: IncomingMessage['headers']; body: Buffer; port: number | undefined }

const secrets: Record<string, string> = { first: 'secret-1', second: 'secret/2+' }
let answer: RequestListener
let received: Received[] = []
const server = createServer(async (request, response) => {
  const body = await buffer(request)
  received.push({ headers: request.headers, body, port: request.socket.remotePort })
  answer(request, response)
})
const accepted =
  '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></SendRawEmailResponse>'
const accept: RequestListener = (_, response) => response.end(accepted)
const refuse =
  (status: number, code: string, message: string): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/xml' })
    response.end(
      `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    )
  }

const useKey = (id: string, token?: string) => {
  // Over, so that the SDK asks for credentials at each call.
  const end = new Date(Date.now() - 1_000).toISOString()
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: secrets[id],
    AWS_CREDENTIAL_EXPIRATION: end,
  })
  delete process.env.AWS_SESSION_TOKEN
  if (token) process.env.AWS_SESSION_TOKEN = token
}
const calledBySdk = vi.spyOn(SESClient.prototype, 'send')
const kept = { ...process.env }

beforeEach(async () => {
  received = []
  answer = accept
  calledBySdk.mockClear()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.env.AWS_ENDPOINT_URL_SES = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.env.AWS_REGION = 'eu-west-1'
  useKey('first')
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  process.env = { ...kept }
})

const mail = (to = 'reader@example.org') => ({
  from: "o'hara(matrix)*@example.org",
  to,
  raw: [Buffer.from(`To: ${to}\r\n\r\n`), Buffer.alloc(3_000, 'a')],
  tags: { kind: 'digest' },
})

/**
 * A verifier that shares nothing with what signs: of the headers as they came, by the steps of "Create a signed AWS API
 * request" (IAM User Guide).
 */
const hasValidSignature = ({ headers, body }: Received): boolean => {
  const [, id = '', scope = '', names = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    ) ?? []
  const sha = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
  const [day = '', region = '', service = '', end = ''] = scope.split('/')
  const lines = names
    .split(';')
    .map((name) => `${name}:${String(headers[name]).trim().replace(/\s+/g, ' ')}\n`)
  const canonical = ['POST', '/', '', lines.join(''), names, sha(body)].join('\n')
  const date = String(headers['x-amz-date'])
  const mac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
  const key = mac(mac(mac(mac(`AWS4${secrets[id]}`, day), region), service), end)
  const toSign = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha(canonical)}`
  const isWhole = ['host', 'content-type', 'x-amz-date', 'content-length', 'x-amz-content-sha256'].every(
    (name) => names.split(';').includes(name),
  )
  return (
    isWhole &&
    date.startsWith(day) &&
    `${region}/${service}/${end}` === 'eu-west-1/ses/aws4_request' &&
    headers['x-amz-content-sha256'] === sha(body) &&
    mac(key, toSign).toString('hex') === signature
  )
}

test('the verifier takes no altered call', async () => {
  await createMailer('Set').send(mail())
  const [call] = received
  expect(hasValidSignature(call!)).toBe(true)
  expect(hasValidSignature({ ...call!, body: Buffer.concat([call!.body, Buffer.from('x')]) })).toBe(false)
  expect(hasValidSignature({ ...call!, headers: { ...call!.headers, host: 'elsewhere' } })).toBe(false)
})

test('the SDK makes one call, and the others are as it would make them, whatever the reader’s address', async () => {
  const mailer = createMailer('Set')
  await mailer.send(mail())
  const [first] = received
  const tos = fc.stringMatching(/^[A-Za-z0-9.!'*~+-]{1,60}@[a-z]{1,60}\.example$/)
  await fc.assert(
    fc.asyncProperty(tos, async (to) => {
      expect(await mailer.send(mail(to))).toEqual({ outcome: 'accepted', id: 'm-1' })
      const call = received.at(-1)!
      expect(hasValidSignature(call)).toBe(true)
      expect(Object.keys(call.headers)).toEqual(Object.keys(first!.headers))
      const form = new URLSearchParams(call.body.toString())
      expect([...form.keys()]).toEqual([...new URLSearchParams(first!.body.toString()).keys()])
      expect([form.get('Destinations.member.1'), form.get('Source')]).toEqual([to, mail().from])
      expect(Buffer.from(form.get('RawMessage.Data')!, 'base64').equals(Buffer.concat(mail(to).raw))).toBe(
        true,
      )
    }),
  )
  expect(calledBySdk).toHaveBeenCalledTimes(1)
  expect(new Set(received.map(({ headers }) => headers['amz-sdk-invocation-id'])).size).toBe(received.length)
})

test('credentials that change in mid-send sign from the next call on, with their token or without', async () => {
  const mailer = createMailer('Set')
  for (const [id, token] of [['first'], ['second', 'token-1'], ['second', 'token-2'], ['first']] as const) {
    useKey(id, token)
    for (let call = 0; call < 3; call += 1) {
      await mailer.send(mail())
      const { headers } = received.at(-1)!
      expect(headers.authorization).toContain(`Credential=${id}/`)
      expect(headers['x-amz-security-token']).toBe(token)
    }
  }
  expect(received.map(hasValidSignature)).toEqual(received.map(() => true))
  expect(calledBySdk).toHaveBeenCalledTimes(4)
})

test('on another day the SDK makes the first call again', async () => {
  let later = 0
  const mailer = createMailer('Set', { ...systemClocks, wall: () => systemClocks.wall() + later })
  for (const days of [0, 0, 1]) {
    later = days * 86_400_000
    await mailer.send(mail())
  }
  expect(calledBySdk).toHaveBeenCalledTimes(2)
  expect(received.every(hasValidSignature)).toBe(true)
})

test.each([
  ['throttled', 400, 'Throttling', 'Maximum sending rate exceeded.'],
  ['quota', 400, 'Throttling', 'Daily message quota exceeded.'],
  ['rejected', 400, 'MessageRejected', 'Email rejected per policy.'],
  ['account', 403, 'SignatureDoesNotMatch', 'No match'],
  ['account', 400, 'AccountSendingPausedException', 'paused'],
  ['unknown', 400, 'SomethingNew', 'No idea'],
  ['uncertain', 500, 'InternalFailure', ''],
  ['uncertain', 408, 'RequestTimeoutException', ''],
])(
  'a refusal is read by the SDK, and the next call is the SDK’s: %s (%i %s %s)',
  async (outcome, ...refusal) => {
    const mailer = createMailer('Set')
    await mailer.send(mail())
    answer = refuse(...refusal)
    expect((await mailer.send(mail())).outcome).toBe(outcome)
    expect(received.length).toBe(2)
    answer = accept
    // The SDK made the first, read the second answer, and makes the third.
    expect((await mailer.send(mail())).outcome).toBe('accepted')
    expect([received.length, calledBySdk.mock.calls.length]).toEqual([3, 3])
    expect(received.every(hasValidSignature)).toBe(true)
  },
)

test.each([
  ['another shape', accepted.replace('<MessageId>', '<New/><MessageId>'), 'accepted'],
  ['an id of other characters', accepted.replace('m-1', 'm&#45;1'), 'accepted'],
  ['no id', accepted.replace(/<MessageId>.*<.MessageId>/, ''), 'uncertain'],
  ['nothing', '', 'uncertain'],
  ['a page of a proxy', '<html>Welcome', 'uncertain'],
])('an answer of %s goes the SDK’s way, and nothing is sent again', async (_, body, outcome) => {
  const mailer = createMailer('Set')
  await mailer.send(mail())
  answer = (_, response) => response.end(body)
  const got = await mailer.send(mail())
  expect(got.outcome).toBe(outcome)
  if (got.outcome === 'accepted') expect(got.id).toBe('m-1')
  expect(received.length).toBe(2)
})

test('when the SDK cannot read an answer for another reason, what became of the message is uncertain', async () => {
  const mailer = createMailer('Set')
  await mailer.send(mail())
  answer = (_, response) => {
    // Gone after the call was signed.
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name]
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' })
    Object.assign(process.env, { AWS_SHARED_CREDENTIALS_FILE: '/dev/null' })
    response.end('<html>Welcome')
  }
  expect((await mailer.send(mail())).outcome).toBe('uncertain')
  expect(received.length).toBe(2)
})

test('an answer that is cut is uncertain, and nothing is sent again', async () => {
  const mailer = createMailer('Set')
  await mailer.send(mail())
  answer = (request, response) => {
    response.writeHead(200, { 'content-length': accepted.length })
    response.write(accepted.slice(0, 20), () => request.socket.destroy())
  }
  expect((await mailer.send(mail())).outcome).toBe('uncertain')
  expect(received.length).toBe(2)
})

test('a proxy that closes idle connections makes new ones, and each message comes once', async () => {
  answer = (request, response) => {
    response.once('finish', () => request.socket.end())
    accept(request, response)
  }
  const mailer = createMailer('Set')
  for (let call = 0; call < 5; call += 1) {
    expect((await mailer.send(mail(`reader-${call}@example.org`))).outcome).toBe('accepted')
    // Until the end of the connection has come.
    await vi.waitFor(async () => expect(await connections()).toBe(0))
  }
  expect(new Set(received.map(({ port }) => port)).size).toBe(5)
  expect(received.every(hasValidSignature)).toBe(true)
})

const connections = () =>
  new Promise<number>((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )

test('calls at once are each as signed, and who may not be called is not', async () => {
  const mailer = createMailer('Set')
  await mailer.send(mail())
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, at) => mailer.send(mail(`reader-${at}@example.org`), () => at % 4 !== 0)),
  )
  expect(outcomes.filter(({ outcome }) => outcome === 'not-called').length).toBe(10)
  expect(received.length).toBe(31)
  expect(received.every(hasValidSignature)).toBe(true)
})
