import type { Request, Resources } from '../types.ts'
import type { Behavior, Distribution, Origin } from './distribution.ts'
import { type Choice, cachePolicyOf, originRequestPolicyOf, takes } from './forwarding-policies.ts'

/** Forwarded whatever the policies say, including conditional and range headers. */
const alwaysSent = ['content-type', 'content-md5', 'if-none-match', 'if-modified-since', 'if-match', 'range']
/** Headers between two hosts only; Node sets its own. */
const hopByHop = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'te',
  'expect',
]

/**
 * The request to the origin. Of the viewer's headers, cookies and query, it has only what the cache policy or the
 * origin request policy forwards.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
 * @throws for a policy that is not known here
 */
export const originRequest = (
  request: Request,
  behavior: Behavior,
  origin: Origin,
  distribution: Distribution,
  resources: Resources,
): Request => {
  const policies = [
    cachePolicyOf(resources, behavior.CachePolicyId),
    originRequestPolicyOf(resources, behavior.OriginRequestPolicyId),
  ]
  const taken = (choices: Choice[], name: string) => choices.some((choice) => takes(choice, name))
  const headers = policies.map((policy) => policy.headers)
  const cookies = policies.map((policy) => policy.cookies)
  const query = policies.map((policy) => policy.query)
  return {
    ...request,
    path: (origin.OriginPath ?? '') + request.path,
    query: pairs(request.query, '&', (name) => taken(query, decode(name))),
    headers: {
      host: origin.DomainName,
      'user-agent': 'Amazon CloudFront',
      ...kept(request, (name) => taken(headers, name)),
      ...cookie(request.headers.cookie, (name) => taken(cookies, name)),
      via: `1.1 ${distribution.domainName} (CloudFront)`,
      'x-forwarded-for': [request.headers['x-forwarded-for'], '127.0.0.1'].filter(Boolean).join(', '),
      ...Object.fromEntries(
        (origin.OriginCustomHeaders ?? []).map(({ HeaderName, HeaderValue }) => [
          HeaderName.toLowerCase(),
          HeaderValue,
        ]),
      ),
    },
  }
}

const kept = ({ headers, method }: Request, taken: (name: string) => boolean) => {
  const reads = ['GET', 'HEAD'].includes(method)
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => {
      if (name === 'cookie' || hopByHop.includes(name)) return false
      return taken(name) || alwaysSent.includes(name) || (name === 'authorization' && !reads)
    }),
  )
}

const cookie = (header: string | undefined, taken: (name: string) => boolean): Record<string, string> => {
  const value = pairs(header ?? '', /; */, taken).replaceAll('&', '; ')
  return value ? { cookie: value } : {}
}

/** The `name=value` pairs whose name is forwarded. */
const pairs = (text: string, separator: string | RegExp, taken: (name: string) => boolean): string =>
  text
    .split(separator)
    .filter((pair) => pair !== '' && taken(pair.split('=')[0]!))
    .join('&')

const decode = (name: string) => new URLSearchParams(`${name}=`).keys().next().value ?? name
