import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import type { S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { createCountLog } from '../../../functions/edition/views/count-log-once.ts'
import { createLogs } from '../../../functions/edition/views/logs.store.ts'
import { countViews } from '../../../functions/edition/views/views-in-log.ts'
import { issuePath } from '../../../functions/web/site-paths.ts'

const line = (path: string, but: Record<string, string> = {}) =>
  JSON.stringify({
    ...{ date: '2026-12-01', 'cs-method': 'GET', 'cs-uri-stem': path, 'sc-status': '200' },
    ...but,
  })
const count = (...lines: string[]) => countViews(Readable.from(lines))

test('pages of issues and articles are counted by issue, day and language', async () => {
  const stub = `${issuePath('zh-CN', 'tides-1')}moon/`
  const { days, read, unread } = await count(
    line(issuePath('en', 'tides-1')),
    line(stub),
    line(stub, { 'sc-status': '304' }),
    line(stub, { date: '2026-12-02' }),
    line('/en/issues/tides-1/%6Doon/index.html'),
    line(issuePath('en', 'tides-2')),
    '',
  )
  expect([read, unread]).toEqual([6, 0])
  expect(days).toEqual([
    {
      issue: 'tides-1',
      day: '2026-12-01',
      pages: new Map([
        ['en/', 1],
        ['zh/moon', 2],
        ['en/moon', 1],
      ]),
    },
    { issue: 'tides-1', day: '2026-12-02', pages: new Map([['zh/moon', 1]]) },
    { issue: 'tides-2', day: '2026-12-01', pages: new Map([['en/', 1]]) },
  ])
})

test.each([
  ['asked for without being read', { 'cs-method': 'HEAD' }],
  ['not there', { 'sc-status': '404' }],
  ['taken down', { 'sc-status': '410' }],
  ['moved', { 'sc-status': '301' }],
  ['refused', { 'sc-status': '403' }],
])('a page that was %s was not viewed', async (_, but) => {
  expect((await count(line('/en/issues/tides-1/moon/', but))).days).toEqual([])
})

test.each([
  '/',
  '/en/',
  '/subscribe',
  '/en/issues/tides-1/cover.jpg',
  '/en/issues/tides-1/moon/large.jpg',
  '/en/issues/tides-1/moon/deeper/',
  '/en/issues/Tides/moon/',
  '/en/issues/tides-1/%E0%A4%A/',
  '/en/issues/constructor/__proto__/',
])('%s is no page of an issue', async (path) => {
  expect((await count(line(path))).days).toEqual([])
})

test('lines that are none of a log are told, and are in nobody’s way', async () => {
  expect(await count('{', '[]', line('/en/', { date: 'today' }), line('/en/issues/tides-1/'))).toMatchObject({
    days: [{ issue: 'tides-1' }],
    read: 1,
    unread: 3,
  })
})

test('a log of another format fails whole', async () => {
  const countLog = createCountLog({
    lines: () => Readable.from(['#Version: 1.0', '#Fields: date cs-method']),
    views: { add: async () => {} },
    markOf: (key) => key,
  })
  await expect(countLog('a.gz')).rejects.toThrow('a.gz is no log in JSON')
})

const bucketOf = (body: Buffer) =>
  createLogs('logs', { send: async () => ({ Body: Readable.from([body]) }) } as unknown as S3Client)
const linesOf = (body: Buffer) => Array.fromAsync(bucketOf(body)('a.gz'))

test('a log is unpacked line by line, and one that breaks off fails', async () => {
  const text = Array.from({ length: 5_000 }, (_, at) => line(`/en/issues/tides-${at}/`)).join('\n')
  const packed = gzipSync(text)
  expect(await linesOf(packed)).toHaveLength(5_000)
  await expect(linesOf(packed.subarray(0, packed.length - 20))).rejects.toThrow('unexpected end of file')
  await expect(linesOf(Buffer.from('<Error>'))).rejects.toThrow('incorrect header check')
})
