import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createAccessLogs } from '../cloudfront/access-logs.ts'
import type { Distribution } from '../cloudfront/distribution.ts'
import { logDeliveries } from '../cloudfront/log-delivery.resource.ts'
import type { Logged } from '../cloudfront/log-fields.ts'
import type { Problem, Resource } from '../types.ts'
import { eventually } from './eventually.ts'

const distribution = { id: 'E1', arn: 'arn:aws:cloudfront::0:distribution/E1' } as Distribution
const resource = (type: string, physicalId: string, properties: object): Resource => ({
  logicalId: physicalId,
  type: `AWS::Logs::${type}`,
  properties: { ...properties },
  physicalId,
  attributes: { Arn: `arn:aws:logs:us-east-1:0:${type}:${physicalId}` },
})
const template = (but: object = {}) => [
  resource('DeliverySource', 'site', { LogType: 'ACCESS_LOGS', ResourceArn: distribution.arn }),
  resource('DeliveryDestination', 'logs', {
    DestinationResourceArn: 'arn:aws:s3:::logs',
    OutputFormat: 'json',
  }),
  resource('Delivery', 'delivery', {
    DeliverySourceName: 'site',
    DeliveryDestinationArn: 'arn:aws:logs:us-east-1:0:DeliveryDestination:logs',
    RecordFields: ['date', 'cs-uri-stem', 'cs-uri-query', 'sc-status', 'cs(User-Agent)'],
    ...but,
  }),
]

const gathering = (list: Resource[], serviceMay = (..._: unknown[]) => true) => {
  const stored: { bucket: string; key: string; body: Buffer }[] = []
  const problems: Problem[] = []
  const logs = createAccessLogs({
    place: { account: '000000000000', region: 'us-east-1', awsUrl: '' },
    resources: {
      get: () => undefined,
      ofType: (type) => list.filter((one) => one.type === type),
      byArn: (arn) => list.find(({ attributes }) => attributes.Arn === arn),
    },
    serviceMay,
    put: async (bucket, key, body) => void stored.push({ bucket, key, body }),
    onProblem: (problem) => problems.push(problem),
    gatherMs: 1,
  })
  return { logs, stored, problems }
}

const asked = (path: string, at: string): Logged => ({
  at: Date.parse(at),
  request: { method: 'GET', path, query: '', headers: { 'user-agent': 'A browser' }, body: Buffer.of() },
  response: { status: 200, headers: {}, body: '' },
})

test('requests become lines of the chosen fields, in a gzipped log of their hour under CloudFront’s name', async () => {
  const allowed: unknown[][] = []
  const { logs, stored } = gathering(template(), (...call) => allowed.push(call) > 0)
  logs.note(distribution, asked('/en/', '2031-02-03T04:05:06Z'))
  logs.note(distribution, asked('/zh/%E6%9C%9F/', '2031-02-03T04:59:59Z'))
  logs.note({ ...distribution, arn: 'another' }, asked('/no/', '2031-02-03T04:05:06Z'))
  expect(logs.pending()).toBe(1)
  await eventually(() => logs.pending()).toBe(0)
  const [{ bucket, key, body } = expect.fail(), ...more] = stored
  expect(more).toEqual([])
  expect([bucket, key]).toEqual([
    'logs',
    expect.stringMatching(/^AWSLogs\/000000000000\/CloudFront\/E1\.2031-02-03-04\.[0-9a-f]{8}\.gz$/),
  ])
  const rest = { 'cs-uri-query': '-', 'sc-status': '200', 'cs(User-Agent)': 'A%20browser' }
  const lines = gunzipSync(body).toString().trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { date: '2031-02-03', 'cs-uri-stem': '/en/', ...rest },
    { date: '2031-02-03', 'cs-uri-stem': '/zh/%E6%9C%9F/', ...rest },
  ])
  expect(allowed).toEqual([
    [
      'delivery.logs',
      's3:PutObject',
      `arn:aws:s3:::logs/${key}`,
      'arn:aws:logs:us-east-1:0:DeliverySource:site',
      { 's3:x-amz-acl': ['bucket-owner-full-control'] },
    ],
  ])
  await logs.end()
})

test('a bucket whose policy does not let the log in is a problem, and the log is lost', async () => {
  const { logs, stored, problems } = gathering(template(), () => false)
  logs.note(distribution, asked('/en/', '2031-02-03T04:05:06Z'))
  await eventually(() => problems).toHaveLength(1)
  expect(stored).toEqual([])
  expect(problems).toMatchObject([{ kind: 'lost-logs', where: 'delivery' }])
  await logs.end()
})

test('an end waits for no log that is still gathered', async () => {
  const { logs, stored } = gathering(template())
  logs.note(distribution, asked('/en/', '2031-02-03T04:05:06Z'))
  await logs.end()
  expect([logs.pending(), stored]).toEqual([0, []])
})

test.each([
  [
    'Delivery',
    { RecordFields: ['date', 'x-edge-location'] },
    'RecordFields x-edge-location is not known here',
  ],
  ['Delivery', { S3SuffixPath: '{yyyy}' }, 'S3SuffixPath {yyyy} is not known here'],
  ['DeliveryDestination', { OutputFormat: 'parquet' }, 'OutputFormat parquet is not known here; known: json'],
  ['DeliverySource', { LogType: 'APPLICATION_LOGS' }, 'LogType APPLICATION_LOGS is not known here'],
  ['Delivery', {}, undefined],
])('of a %s with %j the start says %s', async (type, properties, said) => {
  const { fault } = logDeliveries[`AWS::Logs::${type}`]!
  const answer = await fault!(resource(type, 'odd', properties), {} as never)
  if (said) expect(answer).toContain(said)
  else expect(answer).toBeUndefined()
})
