import type { Identified, Identify, Need } from '../gateway/call-permissions.ts'
import type { Request } from '../types.ts'

type Target = { request: Request; query: URLSearchParams; bucket: string; key: string }

const bucketArn = ({ bucket }: Target) => `arn:aws:s3:::${bucket}`
const objectArn = (target: Target) => `${bucketArn(target)}/${target.key}`

const onObject = (action: string, target: Target, iamAction = action): Identified => ({
  action,
  needs: [{ action: `s3:${iamAction}`, resource: objectArn(target) }],
})

const onBucket = (action: string, target: Target, iamAction = action): Identified => ({
  action,
  needs: [{ action: `s3:${iamAction}`, resource: bucketArn(target) }],
})

const listing = (target: Target): Identified => {
  const { query } = target
  const context: Record<string, string[]> = {}
  for (const name of ['prefix', 'delimiter', 'max-keys']) {
    const value = query.get(name)
    if (value !== null) context[`s3:${name}`] = [value]
  }
  const action = query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects'
  return { ...onBucket(action, target, 'ListBucket'), context }
}

const decodeXml = (text: string) =>
  text.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'",
  )

const deletions = (target: Target): Identified => {
  const keys = [...target.request.body.toString('utf8').matchAll(/<Key>([^<]*)<\/Key>/g)].map(
    (found) => found[1]!,
  )
  const needs = keys.map((key) => ({
    action: 's3:DeleteObject',
    resource: `${bucketArn(target)}/${decodeXml(key)}`,
  }))
  return { action: 'DeleteObjects', needs }
}

const copy = (target: Target, source: string): Identified => {
  const from = decodeURIComponent(source)
    .replace(/^\//, '')
    .replace(/\?versionId=.*$/, '')
  const read: Need = { action: 's3:GetObject', resource: `arn:aws:s3:::${from}` }
  return { action: 'CopyObject', needs: [read, { action: 's3:PutObject', resource: objectArn(target) }] }
}

const puts = (target: Target): Identified => {
  const { request, query } = target
  if (query.has('uploadId')) return onObject('UploadPart', target, 'PutObject')
  if (query.has('tagging')) return onObject('PutObjectTagging', target)
  if (query.has('acl')) return onObject('PutObjectAcl', target)
  const source = request.headers['x-amz-copy-source']
  return source ? copy(target, source) : onObject('PutObject', target)
}

const objectCalls: Record<string, (target: Target) => Identified> = {
  GET: (target) => {
    if (target.query.has('tagging')) return onObject('GetObjectTagging', target)
    if (target.query.has('uploadId')) return onObject('ListParts', target, 'ListMultipartUploadParts')
    return onObject('GetObject', target)
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html: HeadObject needs s3:GetObject.
  HEAD: (target) => onObject('HeadObject', target, 'GetObject'),
  PUT: puts,
  POST: (target) =>
    target.query.has('uploadId')
      ? onObject('CompleteMultipartUpload', target, 'PutObject')
      : onObject('CreateMultipartUpload', target, 'PutObject'),
  DELETE: (target) =>
    target.query.has('uploadId')
      ? onObject('AbortMultipartUpload', target)
      : onObject('DeleteObject', target),
}

// Sub-resources of a bucket that a call may read, with their IAM actions if the names differ.
const bucketReads: Record<string, [string, string?]> = {
  location: ['GetBucketLocation'],
  versioning: ['GetBucketVersioning'],
  uploads: ['ListMultipartUploads', 'ListBucketMultipartUploads'],
  versions: ['ListObjectVersions', 'ListBucketVersions'],
}

const bucketRead = (target: Target): Identified => {
  const read = Object.entries(bucketReads).find(([name]) => target.query.has(name))?.[1]
  return read ? onBucket(read[0], target, read[1]) : listing(target)
}

const bucketCalls: Record<string, (target: Target) => Identified | undefined> = {
  GET: bucketRead,
  HEAD: (target) => onBucket('HeadBucket', target, 'ListBucket'),
  PUT: (target) =>
    [...target.query.keys()].some((name) => name !== 'x-id') ? undefined : onBucket('CreateBucket', target),
  POST: (target) => (target.query.has('delete') ? deletions(target) : undefined),
  DELETE: (target) =>
    [...target.query.keys()].some((name) => name !== 'x-id') ? undefined : onBucket('DeleteBucket', target),
}

/**
 * S3's REST API in path style, which the SDK uses when the endpoint is an IP address: bucket and key are in the path.
 */
export const identifyS3: Identify = (request) => {
  const path = request.path.replace(/^\//, '')
  if (path === '') return { action: 'ListBuckets', needs: [{ action: 's3:ListAllMyBuckets', resource: '*' }] }
  const slash = path.indexOf('/')
  const bucket = slash < 0 ? path : path.slice(0, slash)
  const key = slash < 0 ? '' : decodeURIComponent(path.slice(slash + 1))
  const target = { request, query: new URLSearchParams(request.query), bucket, key }
  const found = (key ? objectCalls : bucketCalls)[request.method]?.(target)
  return found && { ...found, context: { ...headerKeys(target), ...found.context } }
}

/** The condition keys of S3's own headers, which a presigned URL has in its query: `s3:x-amz-server-side-encryption`. */
const headerKeys = ({ request, query }: Target): Record<string, string[]> =>
  Object.fromEntries(
    [...Object.entries(request.headers), ...query]
      .filter(([name]) => /^x-amz-/i.test(name))
      .map(([name, value]) => [`s3:${name.toLowerCase()}`, [value]]),
  )
