import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from '../types.ts'
import type { Credential } from './credential.ts'
import { awsError } from './errors.ts'

/** A week, in seconds (the page of `refusePresigned`). */
const longest = 604_800
/** AWS takes a clock that is up to this much ahead. */
const skewMs = 15 * 60_000

const required = ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature']

/**
 * Checks a presigned URL: its parameters, its time and its signature (Signature Version 4 in the query).
 * @param secretOf the secret of an access key
 * @returns the refusal; undefined when it is valid, or when the request is not presigned
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export const refusePresigned = (
  request: Request,
  credential: Credential,
  secretOf: (accessKeyId: string) => string,
  now: number,
): Response | undefined => {
  const query = new URLSearchParams(request.query)
  if (request.headers.authorization || !query.has('X-Amz-Credential')) return undefined
  const refuse = (status: number, code: string, message: string) =>
    awsError(credential.service, status, code, message)
  const get = (name: string) => query.get(`X-Amz-${name}`) ?? ''
  const expires = Number(get('Expires'))
  const signedAt = timeOf(get('Date'))
  if (required.some((name) => !get(name)) || !(expires >= 1 && expires <= longest) || Number.isNaN(signedAt))
    return refuse(
      400,
      'AuthorizationQueryParametersError',
      `A presigned URL has ${required.map((name) => `X-Amz-${name}`).join(', ')}; X-Amz-Expires is 1 to ${longest} seconds.`,
    )
  if (signedAt > now + skewMs) return refuse(403, 'AccessDenied', 'Request is not yet valid')
  if (now > signedAt + expires * 1000) return refuse(403, 'AccessDenied', 'Request has expired')
  const expected = signatureOf(request, query, credential, secretOf(credential.accessKeyId))
  if (isSame(expected, get('Signature'))) return undefined
  return refuse(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  )
}

/** Unix milliseconds of `20261201T093000Z`; NaN if it is no such time. */
const timeOf = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))

const signatureOf = (
  request: Request,
  query: URLSearchParams,
  { region, service }: Credential,
  secret: string,
): string => {
  const scope = query.get('X-Amz-Credential')!.split('/').slice(1).join('/')
  const [day = ''] = scope.split('/')
  const canonical = canonicalRequest(request, query, service)
  const text = ['AWS4-HMAC-SHA256', query.get('X-Amz-Date'), scope, sha256(canonical)].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`)
  return hmac(key, text).toString('hex')
}

const canonicalRequest = (
  { method, path, headers, body }: Request,
  query: URLSearchParams,
  service: string,
): string => {
  const pairs = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
  const signed = query.get('X-Amz-SignedHeaders')!.split(';')
  const lines = signed.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`)
  const payload =
    headers['x-amz-content-sha256'] ??
    query.get('X-Amz-Content-Sha256') ??
    (service === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(body))
  return [method, pathOf(path), pairs.join('&'), lines.join(''), signed.join(';'), payload].join('\n')
}

const pathOf = (path: string) => path.split('/').map(decode).map(encode).join('/')

const decode = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

const isSame = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
