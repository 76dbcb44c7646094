import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { defined } from '../../runtime/defined.ts'
import type { SiteFile } from '../model/edition.ts'

/** Reads an uploaded file by its key. */
export type Content = (key: string) => Promise<Uint8Array | undefined>
/** Writes a file under its key. */
export type Files = (file: SiteFile) => Promise<void>

/** S3 answers 403 for a missing file to callers that may not list the bucket. A `HeadObject` has no text to say more. */
const isMissing = (error: unknown): boolean =>
  error instanceof NoSuchKey ||
  (error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0))

/** Resolves to undefined for a missing file. */
export const createContent =
  (client: S3Client, bucket: string): Content =>
  async (key) => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      return await Body?.transformToByteArray()
    } catch (error) {
      if (isMissing(error)) return undefined
      throw new Error(`${key} cannot be read from ${bucket}`, { cause: error })
    }
  }

export const createFiles =
  (client: S3Client, bucket: string): Files =>
  async (file) => {
    const { path, body, contentType, cacheControl } = file
    const metadata = metadataOf(file)
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: path,
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
        ...(metadata && { Metadata: metadata }),
      }),
    )
  }

/**
 * Writes a file unless the very same is there. S3 itself is asked: its answer is of this moment, whatever became of other
 * runs, so leaving a file as it is does what writing it now would. To ask costs a twelfth of a write, and a bucket with
 * versions keeps none for it.
 */
export const createChangedFiles = (client: S3Client, bucket: string): Files => {
  const write = createFiles(client, bucket)
  return async (file) => {
    if (!(await isThere(client, bucket, file))) await write(file)
  }
}

const isThere = async (client: S3Client, bucket: string, file: SiteFile): Promise<boolean> => {
  try {
    const there = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: file.path }))
    return (
      // The MD5 of what one call wrote, where S3 encrypts by its own keys (Amazon S3 API Reference, "Object"). It would be
      // another for a bucket with keys of KMS, where every file would be written.
      there.ETag === `"${createHash('md5').update(file.body).digest('hex')}"` &&
      there.ContentType === file.contentType &&
      there.CacheControl === file.cacheControl &&
      isDeepStrictEqual({ ...there.Metadata }, { ...metadataOf(file) })
    )
  } catch (error) {
    if (isMissing(error)) return false
    throw new Error(`${file.path} cannot be looked at in ${bucket}`, { cause: error })
  }
}

/** S3 itself always answers 200. The CloudFront function infra/viewer-response.js turns this into the real status. */
const metadataOf = ({ status, location }: SiteFile): Record<string, string> | undefined =>
  status && { status: String(status), ...defined({ location }) }
