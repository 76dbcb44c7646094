import {
  GetObjectCommand,
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

/** Resolves to undefined for a missing file. S3 answers 403 for one to callers that may not list the bucket. */
export const createContent =
  (client: S3Client, bucket: string): Content =>
  async (key) => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      return await Body?.transformToByteArray()
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403) return undefined
      throw new Error(`${key} cannot be read from ${bucket}`, { cause: error })
    }
  }

export const createFiles =
  (client: S3Client, bucket: string): Files =>
  async ({ path, body, contentType, cacheControl, status, location }) => {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: path,
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
        // S3 itself always answers 200. The CloudFront function infra/viewer-response.js turns this into the real status.
        ...(status && { Metadata: { status: String(status), ...defined({ location }) } }),
      }),
    )
  }
