import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type FauxqsServer, startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../gateway/gateway.ts'
import { aClient, aGateway } from './a-gateway.ts'

const site = 'https://www.example.org'
const rule = { AllowedMethods: ['PUT'], AllowedHeaders: ['x-amz-*'], MaxAge: 60 }
const rules = {
  files: [{ ...rule, AllowedOrigins: [site, 'https://*.example.com'], ExposedHeaders: ['ETag'] }],
  open: [{ ...rule, AllowedOrigins: ['*'] }],
} as Record<string, object[]>

let fauxqs: FauxqsServer
let gateway: Gateway
beforeAll(async () => {
  fauxqs = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
  for (const bucket of ['files', 'open', 'closed']) fauxqs.createBucket(bucket)
  const s3 = `http://127.0.0.1:${fauxqs.port}`
  gateway = await aGateway({
    forward: { dynamodb: '', sqs: s3, sns: s3, s3 },
    corsOf: (bucket) => (rules[bucket] ? { CorsRules: rules[bucket] } : undefined),
  })
})
afterAll(async () => {
  await gateway.end()
  await fauxqs.stop()
})

const addressIn = (bucket: string) =>
  getSignedUrl(aClient(S3Client, gateway), new PutObjectCommand({ Bucket: bucket, Key: 'a.csv' }))

const ask = async (bucket: string, { origin = site, method = 'PUT', headers = '' } = {}) => {
  const asked = {
    origin,
    'access-control-request-method': method,
    ...(headers && { 'access-control-request-headers': headers }),
  }
  return fetch(await addressIn(bucket), { method: 'OPTIONS', headers: asked })
}

test('a browser that asks for what a rule allows hears that it may, without any signature', async () => {
  const answer = await ask('files', { headers: 'X-Amz-Checksum-Sha256' })
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': site,
    'access-control-allow-methods': 'PUT',
    'access-control-allow-headers': 'x-amz-checksum-sha256',
    'access-control-allow-credentials': 'true',
    'access-control-max-age': '60',
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  })
  expect((await ask('files', { origin: 'https://a.example.com' })).status).toBe(200)
  const open = await ask('open', { origin: 'https://anybody.test' })
  expect(open.headers.get('access-control-allow-origin')).toBe('*')
})

test.each([
  ['of another origin', 'files', { origin: 'https://evil.test' }, 'not allowed'],
  ['by another method', 'files', { method: 'DELETE' }, 'not allowed'],
  ['with another header', 'files', { headers: 'authorization' }, 'not allowed'],
  ['of a bucket without rules', 'closed', {}, 'CORS is not enabled'],
])('one %s is refused', async (_, bucket, asked, message) => {
  const answer = await ask(bucket, asked)
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null])
  expect(await answer.text()).toContain(message)
})

test('the answer to the upload itself may be read by that page alone', async () => {
  const put = async (origin: string) =>
    fetch(await addressIn('files'), { method: 'PUT', body: 'email\n', headers: { origin } })
  const own = await put(site)
  expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, site])
  expect(own.headers.get('access-control-expose-headers')).toBe('ETag')
  expect((await put('https://evil.test')).headers.get('access-control-allow-origin')).toBeNull()
})
