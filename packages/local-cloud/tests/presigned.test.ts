import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type FauxqsServer, startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../gateway/gateway.ts'
import { aClient, aGateway } from './a-gateway.ts'

let fauxqs: FauxqsServer
let gateway: Gateway
let s3: S3Client
/** The gateway's clock; the SDK signs by the machine's. */
let ahead = 0

beforeAll(async () => {
  fauxqs = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
  fauxqs.createBucket('pages')
  const messaging = `http://127.0.0.1:${fauxqs.port}`
  gateway = await aGateway({
    forward: { dynamodb: '', sqs: messaging, sns: messaging, s3: messaging },
    now: () => Date.now() + ahead,
  })
  s3 = aClient(S3Client, gateway)
  await s3.send(new PutObjectCommand({ Bucket: 'pages', Key: 'a/ü (1)*.txt', Body: 'here' }))
})
afterAll(async () => {
  await gateway.end()
  await fauxqs.stop()
})

const toRead = (options: object = {}, client = s3) =>
  getSignedUrl(client, new GetObjectCommand({ Bucket: 'pages', Key: 'a/ü (1)*.txt' }), {
    expiresIn: 900,
    ...options,
  })

const statusOf = async (url: string | URL, init?: RequestInit) => {
  const answer = await fetch(url, init)
  const text = await answer.text()
  return [answer.status, /<Code>(.*?)</.exec(text)?.[1] ?? text]
}

const edited = async (edit: (url: URL) => void) => {
  const url = new URL(await toRead())
  edit(url)
  return statusOf(url)
}

test('a presigned URL does what it was signed for', async () => {
  expect(await statusOf(await toRead())).toEqual([200, 'here'])
  // By default the SDK would sign the checksum of an empty body.
  const anyBody = aClient(S3Client, gateway, 'WORKER', { requestChecksumCalculation: 'WHEN_REQUIRED' })
  const put = await getSignedUrl(anyBody, new PutObjectCommand({ Bucket: 'pages', Key: 'new' }))
  expect(await statusOf(put, { method: 'PUT', body: 'x' })).toEqual([200, ''])
})

test('what was changed after it was signed is refused', async () => {
  const wrong = [403, 'SignatureDoesNotMatch']
  expect(await edited((url) => url.searchParams.set('X-Amz-Signature', '00'))).toEqual(wrong)
  expect(await edited((url) => url.searchParams.set('X-Amz-Expires', '901'))).toEqual(wrong)
  expect(await edited((url) => url.searchParams.set('versionId', '1'))).toEqual(wrong)
  expect(await edited((url) => Object.assign(url, { pathname: '/pages/other' }))).toEqual(wrong)
  expect(await statusOf(await toRead(), { method: 'PUT' })).toEqual(wrong)
})

test('who signs with another secret is refused', async () => {
  const other = aClient(S3Client, gateway, 'WORKER', {
    credentials: { accessKeyId: 'WORKER', secretAccessKey: 'guessed' },
  })
  expect(await statusOf(await toRead({}, other))).toEqual([403, 'SignatureDoesNotMatch'])
})

test('a presigned URL is over after its time, and not valid before it', async () => {
  expect(await statusOf(await toRead({ signingDate: new Date('2020-01-01') }))).toEqual([403, 'AccessDenied'])
  expect(await statusOf(await toRead({ signingDate: new Date('2099-01-01') }))).toEqual([403, 'AccessDenied'])
  const url = await toRead()
  ahead = 901_000
  expect(await statusOf(url)).toEqual([403, 'AccessDenied'])
  ahead = 890_000
  expect(await statusOf(url)).toEqual([200, 'here'])
  ahead = 0
})

test('a presigned URL has all its parameters, and lasts a week at most', async () => {
  const incomplete = [400, 'AuthorizationQueryParametersError']
  expect(await edited((url) => url.searchParams.delete('X-Amz-Date'))).toEqual(incomplete)
  expect(await edited((url) => url.searchParams.delete('X-Amz-Signature'))).toEqual(incomplete)
  expect(await edited((url) => url.searchParams.set('X-Amz-Expires', '604801'))).toEqual(incomplete)
})
