import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { Request, Response } from '../types.ts'
import type { Distribution, Origin } from './distribution.ts'
import type { Origins, Site } from './site.ts'

/**
 * Sends the request to the origin.
 * @throws if the origin cannot be reached as the template configures it; the message says why
 */
export const askOrigin = (
  request: Request,
  origin: Origin,
  distribution: Distribution,
  { getObject, httpOrigin, meter }: Site,
): Promise<Response> => {
  if (origin.S3OriginConfig) meter({ 's3.reads': 1 })
  if (origin.S3OriginConfig) return fromBucket(request, origin, distribution, getObject)
  const base = httpOrigin(origin.DomainName)
  if (!base) throw new Error(`origin ${origin.DomainName} is not served by the local cloud`)
  // API Gateway answers only to its own host names, so the viewer's Host must not be forwarded to it.
  if (origin.DomainName.includes('.execute-api.') && request.headers.host !== origin.DomainName)
    throw new Error(
      `the origin request policy sends the viewer's Host to ${origin.DomainName}, which answers 403 to it: ` +
        'use AllViewerExceptHostHeader',
    )
  return fromHttp(request, base)
}

const fromBucket = async (
  request: Request,
  origin: Origin,
  distribution: Distribution,
  getObject: Origins['getObject'],
): Promise<Response> => {
  const [bucket = ''] = origin.DomainName.split(/\.s3[.-]/)
  if (!origin.OriginAccessControlId)
    throw new Error(`origin ${origin.DomainName} has no OriginAccessControlId: S3 refuses unsigned requests`)
  if (!['GET', 'HEAD'].includes(request.method)) return { status: 405, headers: {}, body: '' }
  const key = decodePath(request.path).slice(1)
  // Without a key S3 would list the bucket, which an origin access control may not.
  if (key === '') return { status: 403, headers: {}, body: '' }
  const { status, headers, body } = await getObject(bucket, key, distribution.arn)
  return { status, headers: endToEnd(headers), body }
}

const fromHttp = (request: Request, base: string): Promise<Response> =>
  new Promise((resolve, reject) => {
    const { method, path, query, headers, body } = request
    const url = `${base}${path}${query ? `?${query}` : ''}`
    const sent = httpRequest(
      url,
      { method, headers: { ...headers, 'content-length': body.length } },
      async (answer) => {
        try {
          const chunks = await Array.fromAsync(answer as AsyncIterable<Buffer>)
          resolve({
            status: answer.statusCode ?? 502,
            headers: endToEnd(answer.headers),
            body: Buffer.concat(chunks),
          })
        } catch (error) {
          reject(error)
        }
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })

const notPassedOn = /^(connection|keep-alive|transfer-encoding|content-length|x-amz-(id-2|request-id))$/

const endToEnd = (headers: IncomingHttpHeaders): Response['headers'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || notPassedOn.test(name) ? [] : [[name, value]],
    ),
  )

const decodePath = (path: string) => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
