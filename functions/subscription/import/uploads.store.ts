import type { Readable } from 'node:stream'
import { GetObjectCommand, HeadObjectCommand, NotFound, S3Client } from '@aws-sdk/client-s3'
import type { Upload } from './work-import.ts'

/** Finds uploaded files, which are named by their import, in one bucket. */
export const createUploads =
  (bucket: string, client = new S3Client({})) =>
  async (id: string): Promise<Upload | undefined> => {
    const named = { Bucket: bucket, Key: id }
    try {
      const head = new HeadObjectCommand({ ...named, ChecksumMode: 'ENABLED' })
      const { ETag = '', ContentLength = 0, ChecksumSHA256 } = await client.send(head)
      const size = ContentLength
      async function* open(byte: number) {
        // A range that begins at the end is an error to S3 (416).
        if (byte >= size) return
        const got = await client.send(
          new GetObjectCommand({ ...named, Range: `bytes=${byte}-`, IfMatch: ETag }),
        )
        yield* got.Body as Readable
      }
      return { etag: ETag, size, ...(ChecksumSHA256 && { sha256: ChecksumSHA256 }), open }
    } catch (error) {
      if (error instanceof NotFound) return undefined
      throw error
    }
  }
