import { randomUUID } from 'node:crypto'
import { GB, type Meter } from '../bill/usage.ts'
import type { IsOwnHost } from '../http/hosts.ts'
import { serve } from '../http/serve.ts'
import type { Problem, Request, Resource, Resources, Response, Service } from '../types.ts'
import type { AccessLogs } from './access-logs.ts'
import { answer as answerViewer } from './answer.ts'
import { distributionOf } from './distribution.ts'
import { cloudFrontError } from './own-error-page.ts'
import type { Origins, Site } from './site.ts'

export type CloudFrontOptions = Origins & {
  /** 0 for any free port. */
  port: number
  /** The current distribution; undefined when there is none. */
  distribution: () => Resource | undefined
  /** Read at each request, so that live edits take effect. */
  resources: Resources
  /** Which host names to answer to; default: this machine's own. */
  isOwnHost?: IsOwnHost
  meter?: Meter
  /** Where requests are logged; default: nowhere. */
  logs?: Pick<AccessLogs, 'note'>
  now?: () => number
  onProblem: (problem: Problem) => void
}

/**
 * A distribution on loopback, over plain HTTP: behaviours, S3 and HTTP origins, CloudFront Functions, forwarding by
 * cache and origin request policies, custom error responses, response headers policies, compression and revalidation.
 * Nothing is cached, so changes are visible at once.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowCloudFrontWorks.html
 * @throws if the port is in use
 */
export const startCloudFront = async (options: CloudFrontOptions): Promise<Service & { url: string }> => {
  const { onProblem } = options
  const answer = async (request: Request): Promise<Response> => {
    const resource = options.distribution()
    if (!resource) return cloudFrontError(404, 'There is no distribution here.')
    const response = await answerFor(request, resource)
    options.logs?.note(distributionOf(resource), { at: (options.now ?? Date.now)(), request, response })
    return response
  }
  const answerFor = async (request: Request, resource: Resource): Promise<Response> => {
    const where = resource.logicalId
    const problem = (kind: Problem['kind'], what: string) => onProblem({ at: Date.now(), kind, where, what })
    const site: Site = {
      ...options,
      distribution: distributionOf(resource),
      requestId: randomUUID(),
      meter: (used) => options.meter?.(where, used),
      problem,
    }
    try {
      const response = await answerViewer(request, site)
      site.meter({ 'cloudfront.requests': 1, 'cloudfront.out': sizeOf(response) / GB })
      return response
    } catch (error) {
      problem('error', `${request.path}: ${(error as Error).message}`)
      return cloudFrontError(502, (error as Error).message)
    }
  }
  return serve(options.port, answer, options.isOwnHost).catch((cause) => {
    throw new Error(`port ${options.port} is in use: choose another for the site`, { cause })
  })
}

/** Bytes, including headers, which are billed too (Amazon CloudFront pricing, "Data transfer out to internet"). */
const sizeOf = ({ headers, body }: Response): number =>
  Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(headers))
