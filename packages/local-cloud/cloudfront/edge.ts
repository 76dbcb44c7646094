import type { Request, Response } from '../types.ts'
import type { Behavior } from './distribution.ts'
import {
  type EdgeRequest,
  type EdgeResponse,
  edgeRequestOf,
  edgeResponseOf,
  requestAfter,
  responseOf,
} from './edge-event.ts'
import { runEdgeFunction } from './edge-function.ts'
import { checkHeaders, hidden } from './edge-headers.ts'
import { cloudFrontError } from './own-error-page.ts'
import type { Site } from './site.ts'

/** The request after the behaviour's viewer-request function, or the response which that function generated. */
export const afterViewerRequest = async (
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

/** The response after the behaviour's viewer-response function. A body that the function does not set stays. */
export const afterViewerResponse = async (
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
  return {
    ...changed,
    headers: { ...hidden(response.headers), ...changed.headers },
    body: (result as EdgeResponse).body === undefined ? response.body : changed.body,
  }
}

const isFailure = (result: object): result is Response => 'status' in result

/** The result of the behaviour's function of this type: an error page if it fails; undefined if there is none. */
const runFor = async (
  eventType: string,
  behavior: Behavior,
  parts: { request: EdgeRequest; response?: EdgeResponse },
  site: Site,
): Promise<object | undefined> => {
  const found = behavior.FunctionAssociations?.find(({ EventType }) => EventType === eventType)
  if (!found?.FunctionARN) return undefined
  site.meter({ 'cloudfront.functions': 1 })
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
    if (typeof result === 'object' && result !== null) {
      const made = eventType === 'viewer-request' && 'statusCode' in result
      const given = made ? undefined : (parts.response ?? parts.request)
      checkHeaders(eventType, (result as EdgeResponse).headers, given?.headers)
      return result
    }
    throw new Error(`it returned ${JSON.stringify(result)}, neither a request nor a response`)
  } catch (error) {
    site.problem('error', `the CloudFront Function of ${eventType} failed: ${(error as Error).message}`)
    return cloudFrontError(
      503,
      'The CloudFront function associated with the CloudFront distribution could not run.',
    )
  }
}
