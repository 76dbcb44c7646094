import { Readable } from 'node:stream'
import { type GetObjectCommand, HeadObjectCommand, NotFound, type S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { createUploads } from '../../../../functions/subscription/import/uploads.store.ts'

type Asked = { Bucket: string; Key: string; Range?: string; IfMatch?: string }

const aBucket = (text: string, error?: Error) => {
  const asked: Asked[] = []
  const client = {
    send: async (command: HeadObjectCommand | GetObjectCommand) => {
      if (error) throw error
      if (command instanceof HeadObjectCommand) return { ETag: '"one"', ContentLength: text.length }
      const input = command.input as Asked
      asked.push(input)
      return { Body: Readable.from([Buffer.from(text.slice(Number(/\d+/.exec(input.Range!)![0])))]) }
    },
  }
  return { asked, upload: createUploads('uploads', client as unknown as S3Client) }
}
const textFrom = async (bytes: AsyncIterable<Uint8Array>) => {
  let text = ''
  for await (const part of bytes) text += Buffer.from(part).toString()
  return text
}

test('a file is read from any byte on, and only as long as it is the one that was found', async () => {
  const { asked, upload } = aBucket('email\n')
  const found = (await upload('old'))!
  expect([found.etag, found.size, await textFrom(found.open(2))]).toEqual(['"one"', 6, 'ail\n'])
  expect(asked).toEqual([{ Bucket: 'uploads', Key: 'old', Range: 'bytes=2-', IfMatch: '"one"' }])
})

test('S3 is not asked for what is after the end, which is an error to it', async () => {
  const { asked, upload } = aBucket('email\n')
  expect(await textFrom((await upload('old'))!.open(6))).toBe('')
  expect(asked).toEqual([])
})

test('a file that is gone is none, and that S3 denies it is a fault', async () => {
  const gone = new NotFound({ message: 'not found', $metadata: {} })
  expect(await aBucket('', gone).upload('old')).toBeUndefined()
  await expect(aBucket('', new Error('denied')).upload('old')).rejects.toThrow('denied')
})
