import { awsError } from '../gateway/errors.ts'
import type { Request, Response } from '../types.ts'

type Rule = {
  AllowedOrigins?: string[]
  AllowedMethods?: string[]
  AllowedHeaders?: string[]
  ExposedHeaders?: string[]
  MaxAge?: number | string
}

/** The CORS rules of a bucket, as in AWS::S3::Bucket; undefined where it has none. */
export type BucketCors = (bucket: string) => { CorsRules?: Rule[] } | undefined

const bucketIn = ({ path }: Request): string => path.split('/')[1] ?? ''

/** `*` stands for any run of characters, once in a pattern. */
const isLike = (pattern: string, text: string): boolean => {
  const [begin = '', end] = pattern.split('*')
  if (end === undefined) return pattern === text
  return text.length >= begin.length + end.length && text.startsWith(begin) && text.endsWith(end)
}

const headersAsked = ({ headers }: Request): string[] =>
  (headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean)

const ruleFor = (rules: readonly Rule[], origin: string, method: string, asked: readonly string[]) =>
  rules.find(
    ({ AllowedOrigins = [], AllowedMethods = [], AllowedHeaders = [] }) =>
      AllowedOrigins.some((one) => isLike(one, origin)) &&
      AllowedMethods.includes(method) &&
      asked.every((name) => AllowedHeaders.some((one) => isLike(one.toLowerCase(), name))),
  )

const vary = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'

const allowedBy = (
  { AllowedOrigins = [], AllowedMethods = [], ExposedHeaders = [], MaxAge }: Rule,
  origin: string,
): Record<string, string> => {
  const isAny = AllowedOrigins.includes('*')
  return {
    'access-control-allow-origin': isAny ? '*' : origin,
    ...(!isAny && { 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': AllowedMethods.join(', '),
    ...(ExposedHeaders.length > 0 && { 'access-control-expose-headers': ExposedHeaders.join(', ') }),
    ...(MaxAge !== undefined && { 'access-control-max-age': String(MaxAge) }),
    vary,
  }
}

/**
 * Answers a browser that asks whether a page of elsewhere may call a bucket. Such a request bears no signature: what S3 goes by is
 * the bucket's rules alone.
 * @returns undefined for what asks nothing of the kind
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */
export const preflightOf = (request: Request, corsOf: BucketCors): Response | undefined => {
  const { method, headers } = request
  const { origin, 'access-control-request-method': wanted } = headers
  if (method !== 'OPTIONS') return undefined
  if (!origin || !wanted)
    return awsError('s3', 400, 'BadRequest', 'Insufficient information. Origin request header needed.')
  const rules = corsOf(bucketIn(request))?.CorsRules ?? []
  if (rules.length === 0)
    return awsError('s3', 403, 'AccessForbidden', 'CORSResponse: CORS is not enabled for this bucket.')
  const asked = headersAsked(request)
  const rule = ruleFor(rules, origin, wanted, asked)
  if (!rule)
    return awsError(
      's3',
      403,
      'AccessForbidden',
      'CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource’s CORS spec.',
    )
  const allowed = allowedBy(rule, origin)
  const listed = asked.length > 0 && { 'access-control-allow-headers': asked.join(', ') }
  return { status: 200, headers: { ...allowed, ...listed }, body: '' }
}

/** The headers by which a page of elsewhere may read an answer; none where no rule allows it, or no page asked. */
export const corsHeadersOf = (request: Request, corsOf: BucketCors): Record<string, string> => {
  const { origin } = request.headers
  const rules = origin ? (corsOf(bucketIn(request))?.CorsRules ?? []) : []
  const rule = origin && ruleFor(rules, origin, request.method, [])
  return rule ? allowedBy(rule, origin) : {}
}
