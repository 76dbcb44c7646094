import type { Request, Response } from '../types.ts'
import { type Behavior, behaviorFor } from './distribution.ts'
import { originRequest } from './origin-request.ts'
import { askOrigin } from './origins.ts'
import type { Site } from './site.ts'

/** The origin's answer to a request, for which `behavior` was chosen. */
export const fetchFrom = (request: Request, behavior: Behavior, site: Site): Promise<Response> => {
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

/**
 * The response, or the distribution's error page for its status:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export const withErrorPage = async (response: Response, site: Site): Promise<Response> => {
  const { CustomErrorResponses = [] } = site.distribution
  const custom = CustomErrorResponses.find(({ ErrorCode }) => Number(ErrorCode) === response.status)
  if (!custom?.ResponsePagePath) return response
  const path = custom.ResponsePagePath
  const request: Request = { method: 'GET', path, query: '', headers: {}, body: Buffer.alloc(0) }
  const page = await fetchFrom(request, behaviorFor(site.distribution, path), site)
  // If the error page itself is missing, the viewer gets the answer to the request for that page.
  if (page.status !== 200) return page
  return { ...page, status: Number(custom.ResponseCode ?? response.status) }
}
