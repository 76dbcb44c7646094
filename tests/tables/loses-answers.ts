import { NodeHttpHandler } from '@smithy/node-http-handler'

type Handle = NodeHttpHandler['handle']

/**
 * The network on a bad day: each call arrives and takes effect, and its first answer is lost. The SDK takes the reset
 * for a passing trouble and calls again, as it does in production.
 */
export class LosesAnswers extends NodeHttpHandler {
  override async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const answer = await super.handle(request, options)
    if (!request.headers['amz-sdk-request']?.startsWith('attempt=1;')) return answer
    answer.response.body.resume()
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
  }
}
