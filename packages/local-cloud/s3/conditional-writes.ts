import { awsError } from '../gateway/errors.ts'
import type { Call, Request, Response } from '../types.ts'

type Send = (request: Request) => Promise<Response>

const isConditional = (call: Call, request: Request): boolean =>
  call.service === 's3' &&
  ['PutObject', 'CompleteMultipartUpload'].includes(call.action) &&
  ('if-none-match' in request.headers || 'if-match' in request.headers)

const refused = async (request: Request, send: Send): Promise<Response | undefined> => {
  const { 'if-none-match': none, 'if-match': match, ...headers } = request.headers
  delete headers['content-length']
  const head = await send({ ...request, method: 'HEAD', query: '', headers, body: Buffer.alloc(0) })
  const failed = () =>
    awsError('s3', 412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold')
  if (none === '*' && head.status === 200) return failed()
  if (match === undefined) return undefined
  if (head.status === 404) return awsError('s3', 404, 'NoSuchKey', 'The specified key does not exist.')
  return head.headers.etag === match ? undefined : failed()
}

/**
 * S3's conditional writes, which fauxqs ignores: `If-None-Match: *` and `If-Match: etag`, serialised for each key
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
 */
export const createConditionalWrites = () => {
  const turns = new Map<string, Promise<unknown>>()
  return async (call: Call, request: Request, send: Send): Promise<Response> => {
    if (!isConditional(call, request)) return send(request)
    const before = turns.get(request.path) ?? Promise.resolve()
    const turn = before.then(async () => (await refused(request, send)) ?? send(request))
    const settled = turn.catch(() => undefined)
    turns.set(request.path, settled)
    void settled.then(() => turns.get(request.path) === settled && turns.delete(request.path))
    return turn
  }
}
