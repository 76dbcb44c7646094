import { createHash } from 'node:crypto'
import {
  type HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { forEver, forMinutes } from '../../../functions/edition/model/cache-control.ts'
import type { SiteFile } from '../../../functions/edition/model/edition.ts'
import { createChangedFiles } from '../../../functions/edition/publish/publish.store.ts'

const page: SiteFile = {
  path: 'en/issues/matrix-64/index.html',
  contentType: 'text/html; charset=utf-8',
  cacheControl: forMinutes,
  body: '<!doctype html>\n<title>Matrix No. 64</title>',
}

const anError = (status: number) =>
  new S3ServiceException({
    name: 'Unknown',
    message: '',
    $fault: 'client',
    $metadata: { httpStatusCode: status },
  })

/** A bucket with what was put into it, which answers with `failure`, if there is one, when asked what it has. */
const aBucket = (failure?: number) => {
  const there = new Map<string, Partial<HeadObjectCommandOutput>>()
  const written: string[] = []
  const put = ({ Key, Body, ContentType, CacheControl, Metadata }: PutObjectCommandInput) => {
    written.push(Key!)
    const md5 = createHash('md5').update(Buffer.from(Body as string))
    there.set(Key!, {
      ETag: `"${md5.digest('hex')}"`,
      ...(ContentType && { ContentType }),
      ...(CacheControl && { CacheControl }),
      Metadata: Metadata ?? {},
    })
  }
  const send = async (command: PutObjectCommand | HeadObjectCommand) => {
    if (command instanceof PutObjectCommand) return put(command.input)
    const found = there.get(command.input.Key!)
    if (failure || !found) throw anError(failure ?? 404)
    return found
  }
  return { there, written, write: createChangedFiles({ send } as unknown as S3Client, 'site') }
}

test.each<[string, SiteFile]>([
  ['a page', page],
  ['a page that answers 410', { ...page, status: 410 }],
  ['an old address', { ...page, status: 301, location: '/en/issues/matrix-64/' }],
  ['a picture', { ...page, path: 'images/a.png', body: Buffer.from([1, 2, 3]), cacheControl: forEver }],
])('%s is written once, and not again as long as it stays the same', async (_, file) => {
  const { write, written } = aBucket()
  await write(file)
  await write(file)
  expect(written).toEqual([file.path])
})

test.each<[string, Partial<SiteFile>]>([
  ['its text', { body: '<!doctype html>\n<title>Matrix No. 65</title>' }],
  ['its type', { contentType: 'text/plain; charset=utf-8' }],
  ['how long it is cached', { cacheControl: forEver }],
  ['its status', { status: 410 }],
  ['where it leads', { status: 301, location: '/en/' }],
])('a file is written again when %s changes, and when that is undone', async (_, change) => {
  const { write, written } = aBucket()
  await write(page)
  await write({ ...page, ...change })
  await write(page)
  expect(written).toHaveLength(3)
})

test('a file of an old address is written again when that leads elsewhere', async () => {
  const { write, written } = aBucket()
  await write({ ...page, status: 301, location: '/en/' })
  await write({ ...page, status: 301, location: '/zh/' })
  expect(written).toHaveLength(2)
})

test('what somebody deleted from the bucket is written again', async () => {
  const { write, written, there } = aBucket()
  await write(page)
  there.clear()
  await write(page)
  expect(written).toHaveLength(2)
})

test('a bucket whose ETags are of another kind has every file written', async () => {
  const { write, written, there } = aBucket()
  await write(page)
  there.set(page.path, { ...there.get(page.path), ETag: `"${'0'.repeat(32)}"` })
  await write(page)
  expect(written).toHaveLength(2)
})

test('where S3 does not say that a file is missing, it is written', async () => {
  const { write, written } = aBucket(403)
  await write(page)
  expect(written).toEqual([page.path])
})

test('where S3 fails, publishing fails, to be run again', async () => {
  const { write, written } = aBucket(503)
  await expect(write(page)).rejects.toThrow('en/issues/matrix-64/index.html cannot be looked at in site')
  expect(written).toEqual([])
})
