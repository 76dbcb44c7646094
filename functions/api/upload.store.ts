import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'

/** Long enough for a slow line, short enough that a leaked address is soon worth nothing. */
const validSeconds = 15 * 60

/**
 * A client whose presigned addresses take any body: by default the SDK signs the checksum of the (empty) body
 * that it sees while signing into the address (AWS SDK for JavaScript v3, "Data integrity protections").
 */
const uploadsClient = () => new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' })

/** Writes an object of JSON into one bucket. */
export const createPut =
  (bucket: string, client = new S3Client({})) =>
  async (key: string, body: string): Promise<void> => {
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' }),
    )
  }

/** Reads an object of one bucket that is there. */
export const createGet =
  (bucket: string, client = new S3Client({})) =>
  async (key: string): Promise<string> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    return (await Body?.transformToString()) ?? ''
  }

/** Signs addresses for one bucket, with the rights of this function. */
export const createSignUpload =
  (bucket: string, client = uploadsClient()) =>
  (key: string): Promise<string> =>
    getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: validSeconds })
