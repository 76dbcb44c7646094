import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { createContent } from '../edition/publish/publish.store.ts'
import { checksumHeader } from './upload-checksum.ts'

/** Long enough for a slow connection, short enough that a leaked URL is soon worthless. */
const validSeconds = 15 * 60

/**
 * A client whose presigned URLs accept any body. By default the SDK would sign the checksum of the empty body that it
 * sees while signing (AWS SDK for JavaScript v3, "Data integrity protections").
 */
const uploadsClient = () => new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' })

/** Writes JSON into one bucket. */
export const createPut =
  (bucket: string, client = new S3Client({})) =>
  async (key: string, body: string): Promise<void> => {
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' }),
    )
  }

/** Reads an existing object of one bucket. */
export const createGet =
  (bucket: string, client = new S3Client({})) =>
  async (key: string): Promise<string> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    return (await Body?.transformToString()) ?? ''
  }

/** Reads what may be missing in one bucket. */
export const createRead = (bucket: string, client = new S3Client({})) => createContent(client, bucket)

/**
 * Signs upload URLs for one bucket, with this function's permissions.
 * @returns a function of a key, and of what the uploader must send in the header {@link checksumHeader}, if anything
 */
export const createSignUpload =
  (bucket: string, client = uploadsClient()) =>
  (key: string, sha256?: string): Promise<string> =>
    getSignedUrl(
      client,
      new PutObjectCommand({ Bucket: bucket, Key: key, ...(sha256 && { ChecksumSHA256: sha256 }) }),
      // S3 compares the bytes with a header, and overlooks a checksum in the query.
      { expiresIn: validSeconds, unhoistableHeaders: new Set([checksumHeader]) },
    )
