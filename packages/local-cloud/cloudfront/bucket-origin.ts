import type { Policies } from '../iam/template-policies.ts'
import type { objectStore, StoredObject } from '../s3/objects.ts'

/**
 * Reads an object as CloudFront does for a distribution: under the bucket's policy. Without s3:ListBucket, S3 answers
 * 403 for a missing key (Amazon S3 API Reference, GetObject).
 */
export const createGetObject =
  (policies: Policies, objects: ReturnType<typeof objectStore>) =>
  async (bucket: string, key: string, distributionArn: string): Promise<StoredObject> => {
    const bucketArn = `arn:aws:s3:::${bucket}`
    const may = (action: string, resource: string) =>
      policies.serviceMay('cloudfront', action, resource, distributionArn)
    if (!may('s3:GetObject', `${bucketArn}/${key}`)) return denied
    const found = await objects.get(bucket, key)
    return found.status === 404 && !may('s3:ListBucket', bucketArn) ? denied : found
  }

const denied: StoredObject = {
  status: 403,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>'),
}
