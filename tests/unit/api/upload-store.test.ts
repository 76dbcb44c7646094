import { expect, test, vi } from 'vitest'
import { createSignUpload } from '../../../functions/api/upload.store.ts'

test('an upload’s address is good for one object and a quarter of an hour, whatever the bytes are', async () => {
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b')
  const url = new URL(await createSignUpload('content')('blobs/abc'))
  vi.unstubAllEnvs()
  expect(url.pathname).toBe('/blobs/abc')
  expect(url.searchParams.get('X-Amz-Expires')).toBe('900')
  expect([...url.searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([])
})

test('an address for bytes of a SHA-256 has the uploader send it in a header, which S3 compares with them', async () => {
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b')
  const url = new URL(await createSignUpload('uploads')('old-list', 'bm90IHRoaXM='))
  vi.unstubAllEnvs()
  expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('host;x-amz-checksum-sha256')
  expect(url.searchParams.has('x-amz-checksum-sha256')).toBe(false)
})
