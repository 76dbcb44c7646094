import type { Problem, Request, Resources, Response } from '../types.ts'
import { compress } from './compress.ts'
import { type Behavior, behaviorFor, type Distribution } from './distribution.ts'
import {
  type EdgeRequest,
  type EdgeResponse,
  edgeRequestOf,
  edgeResponseOf,
  requestAfter,
  responseOf,
} from './edge-event.ts'
import { runEdgeFunction } from './edge-function.ts'
import { cloudFrontError } from './errors.ts'
import { originRequest } from './origin-request.ts'
import { askOrigin, type Origins } from './origins.ts'
import { cachePolicyOf } from './policies.ts'
import { withPolicy } from './response-headers.ts'
import { revalidate } from './revalidate.ts'

export type Site = Origins & {
  resources: Resources
  distribution: Distribution
  requestId: string
  problem: (kind: Problem['kind'], what: string) => void
}

/**
 * Answers one viewer: function, origin, error page, compression, headers, function.
 * @throws for what the local cloud does not know, and for origins that cannot be reached
 */
export const answer = async (viewer: Request, site: Site): Promise<Response> => {
  const behavior = behaviorFor(site.distribution, viewer.path)
  const allowed = behavior.AllowedMethods ?? ['GET', 'HEAD']
  if (!allowed.includes(viewer.method))
    return cloudFrontError(403, `This distribution is not configured to allow ${viewer.method} here.`)
  if (behavior.LambdaFunctionAssociations?.length)
    throw new Error('Lambda@Edge is not known to the local cloud')
  const request = await afterViewerRequest(viewer, behavior, site)
  // What a function answers by itself never was in the cache, where policies and compression come in.
  if ('status' in request) return stamped(request, 'FunctionGeneratedResponse from cloudfront', site)
  const found = await withErrorPage(await fetchFrom(request, behavior, site), site)
  const cached = cachePolicyOf(site.resources, behavior.CachePolicyId)
  const wanted = cached.compresses && String(behavior.Compress ?? false) === 'true'
  const packed = wanted ? await compress(found, viewer) : found
  const current = revalidate(packed, viewer)
  const headers = withPolicy(current.headers, site.resources, behavior.ResponseHeadersPolicyId)
  const ready = stamped(
    { ...current, headers },
    found.status < 400 ? 'Miss from cloudfront' : 'Error from cloudfront',
    site,
  )
  return found.status < 400 ? afterViewerResponse(viewer, ready, behavior, site) : ready
}

const fetchFrom = (request: Request, behavior: Behavior, site: Site): Promise<Response> => {
  const { distribution, resources } = site
  const origin = distribution.Origins.find(({ Id }) => Id === behavior.TargetOriginId)
  if (!origin)
    throw new Error(`TargetOriginId ${behavior.TargetOriginId} is none of the distribution's origins`)
  const isRoot = request.path === '/' && distribution.DefaultRootObject
  const path = isRoot ? `/${distribution.DefaultRootObject}` : request.path
  return askOrigin(
    originRequest({ ...request, path }, behavior, origin, distribution, resources),
    origin,
    distribution,
    site,
  )
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html */
const withErrorPage = async (response: Response, site: Site): Promise<Response> => {
  const { CustomErrorResponses = [] } = site.distribution
  const custom = CustomErrorResponses.find(({ ErrorCode }) => Number(ErrorCode) === response.status)
  if (!custom?.ResponsePagePath) return response
  const path = custom.ResponsePagePath
  const request: Request = { method: 'GET', path, query: '', headers: {}, body: Buffer.alloc(0) }
  const page = await fetchFrom(request, behaviorFor(site.distribution, path), site)
  // CloudFront gives the origin's own answer when it cannot get the page.
  if (page.status !== 200) return response
  return { ...page, status: Number(custom.ResponseCode ?? response.status) }
}

const afterViewerRequest = async (
  request: Request,
  behavior: Behavior,
  site: Site,
): Promise<Request | Response> => {
  const edge = edgeRequestOf(request)
  const result = await runFor('viewer-request', behavior, { request: edge }, site)
  if (result === undefined) return request
  if (isFailure(result)) return result
  return 'statusCode' in result
    ? responseOf(result as EdgeResponse)
    : requestAfter(request, result as EdgeRequest)
}

const afterViewerResponse = async (
  viewer: Request,
  response: Response,
  behavior: Behavior,
  site: Site,
): Promise<Response> => {
  const parts = { request: edgeRequestOf(viewer), response: edgeResponseOf(response) }
  const result = await runFor('viewer-response', behavior, parts, site)
  if (result === undefined) return response
  if (isFailure(result)) return result
  const changed = responseOf(result as EdgeResponse)
  return { ...changed, body: (result as EdgeResponse).body === undefined ? response.body : changed.body }
}

const isFailure = (result: object): result is Response => 'status' in result

/** What the behaviour's function of this kind gives, an error page if it fails, undefined if there is none. */
const runFor = async (
  eventType: string,
  behavior: Behavior,
  parts: object,
  site: Site,
): Promise<object | undefined> => {
  const found = behavior.FunctionAssociations?.find(({ EventType }) => EventType === eventType)
  if (!found?.FunctionARN) return undefined
  const { id, domainName } = site.distribution
  const context = {
    distributionDomainName: domainName,
    distributionId: id,
    eventType,
    requestId: site.requestId,
  }
  const event = { version: '1.0', context, viewer: { ip: '127.0.0.1' }, ...parts }
  try {
    const result = await runEdgeFunction(site.resources, found.FunctionARN, event)
    if (typeof result === 'object' && result !== null) return result
    throw new Error(`it returned ${JSON.stringify(result)}, neither a request nor a response`)
  } catch (error) {
    site.problem('error', `the CloudFront Function of ${eventType} failed: ${(error as Error).message}`)
    return cloudFrontError(
      503,
      'The CloudFront function associated with the CloudFront distribution could not run.',
    )
  }
}

const stamped = (response: Response, cache: string, { distribution, requestId }: Site): Response => ({
  ...response,
  headers: {
    ...response.headers,
    'x-cache': cache,
    via: `1.1 ${distribution.domainName} (CloudFront)`,
    'x-amz-cf-id': requestId,
  },
})
