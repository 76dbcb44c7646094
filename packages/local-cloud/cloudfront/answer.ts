import type { Request, Response } from '../types.ts'
import { compress } from './compress.ts'
import { type Behavior, behaviorFor } from './distribution.ts'
import { afterViewerRequest, afterViewerResponse } from './edge.ts'
import { cloudFrontError } from './errors.ts'
import { originRequest } from './origin-request.ts'
import { askOrigin } from './origins.ts'
import { cachePolicyOf } from './policies.ts'
import { withPolicy } from './response-headers.ts'
import { revalidate } from './revalidate.ts'
import type { Site } from './site.ts'

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
  // Without the page the viewer gets what came in its place, not what it was to replace.
  if (page.status !== 200) return page
  return { ...page, status: Number(custom.ResponseCode ?? response.status) }
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
