import { createTally, type Tally } from '../bill/count-usage.ts'
import type { Usage } from '../bill/usage.ts'
import type { ItemCountOptions } from '../dynamodb/item-counts.ts'
import type { IsOwnHost } from '../http/hosts.ts'
import { serve } from '../http/serve.ts'
import { type BucketCors, corsHeadersOf, preflightOf } from '../s3/cors.ts'
import type { Needs } from '../services/needs.ts'
import type {
  Call,
  Emulator,
  Interceptor,
  Principal,
  Problem,
  Request,
  Response,
  Service,
  Statement,
} from '../types.ts'
import { billedFor, type QueuesOf } from './billing.ts'
import type { Known } from './call-permissions.ts'
import { callerOf } from './caller.ts'
import { createAuthorise, refusal, remedy } from './check-permissions.ts'
import { createDispatchCall } from './dispatch-call.ts'
import { accessDenied, awsError, unknownCall } from './errors.ts'
import { identify, tallyName } from './identify-call.ts'

type Forwarded = 'dynamodb' | 'sqs' | 'sns' | 's3'
type Own = 'ses' | 'scheduler' | 'secretsmanager' | 'cognito-idp'

export type GatewayOptions = {
  /** 0 for any free port. */
  port: number
  principal: (accessKeyId: string) => Principal | undefined
  /** The secret with which an access key signs; presigned URLs are checked with it. */
  secretOf: (accessKeyId: string) => string
  /** Statements of the policy of a queue, topic or bucket; for an object, ask with its bucket's ARN. */
  resourcePolicies: (resourceArn: string) => Statement[]
  /** Base URLs of the emulators that implement a whole service. */
  forward: Record<Forwarded, string>
  emulators: Record<Own, Emulator> & Partial<Record<'lambda' | 'events' | 'sts', Emulator>>
  known: Known
  /** What pages of elsewhere may ask of a bucket; default: nothing. */
  corsOf?: BucketCors
  /** The logical id of the resource with this ARN, to name it in problems. */
  logicalIdOf?: (arn: string) => string | undefined
  onProblem: (problem: Problem) => void
  /** Called with the statements that allowed each request. */
  onAllowed?: Needs['allowed'] | undefined
  /** Called after each success. */
  onDone: (call: Call, request: Request, response: Response) => void
  /** Counts calls and usage; default: a new one. */
  tally?: Tally
  /** For the price of a publish; default: no topic has queues. */
  queuesOf?: QueuesOf
  now?: () => number
  /** Which host names to answer to; default: this machine's own. */
  isOwnHost?: IsOwnHost
  interceptor?: Interceptor | undefined
  /** How DescribeTable counts; default: as DynamoDB does. */
  itemCounts?: Omit<ItemCountOptions, 'now'> | undefined
}

export type Gateway = Service & {
  url: string
  /** Allowed calls by SDK name: `{"SES.SendRawEmail": 30}`. */
  calls(): Record<string, number>
  /** The same by caller (a Principal's name), with what AWS bills for it. */
  usage(): Usage
}

const cut: Response = { status: 0, headers: {}, body: '' }
const never = new AbortController().signal

/**
 * Starts the local cloud's only AWS endpoint. It identifies each call, evaluates IAM, counts the call and forwards it
 * to an emulator. A denial is answered in the service's own words and reported as a problem.
 * @throws when the port is in use
 */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { now = Date.now, onProblem, known, interceptor, tally = createTally(), queuesOf = () => 0 } = options
  const { corsOf = () => undefined } = options
  const authorise = createAuthorise(options.resourcePolicies, now, options.onAllowed)
  const carryOut = createDispatchCall({
    ...options,
    // What allows a caller to hear that a key is missing is needed, too: without it S3 answers 403.
    authorise,
    itemCounts: { ...options.itemCounts, now },
  })

  /** Adds the time at which the service answered, by its own clock, whatever delays the answer on its way. */
  const dated = (it: Response): Response => ({
    ...it,
    headers: { ...it.headers, date: new Date(now()).toUTCString() },
  })

  const answer = async (request: Request, signal: AbortSignal): Promise<Response> => {
    const caller = callerOf(request, options, now())
    if ('status' in caller) return caller
    const { credential, principal, account } = caller
    const { service, region } = credential
    const problem = (kind: Problem['kind'], what: string) =>
      onProblem({ at: now(), kind, where: principal.name, what })
    const found = identify(request, { ...credential, account, known })
    if (!found) {
      const { what, answer } = unknownCall(service, request)
      problem('error', what)
      return answer
    }
    const denial = authorise(found.call, found.needs, principal, region)
    if (denial) {
      problem('denied', remedy(denial, options.logicalIdOf?.(denial.resource)))
      return accessDenied(service, refusal(denial, principal))
    }
    const name = tallyName(found.call)
    tally.count(principal.name, name)
    const proceed = async () => {
      // A call that a fault delayed is executed even if its caller is gone, as it would be on a network.
      const done = dated(await carryOut(request, found.call, caller, interceptor ? never : signal))
      tally.meter(principal.name, billedFor(found.call, request, done, queuesOf))
      if (done.status >= 200 && done.status < 300) options.onDone(found.call, request, done)
      return done
    }
    try {
      if (!interceptor) return await proceed()
      const by = { name: principal.name, sandbox: request.headers['x-amz-security-token'] }
      return await interceptor(found.call, proceed, request, by)
    } catch (error) {
      if (signal.aborted) return cut
      problem('error', `${name} failed in the local cloud: ${(error as Error).message}`)
      return awsError(service, 500, 'InternalFailure', 'The local cloud failed; see its problems.')
    }
  }

  const datedAnswer = async (request: Request, signal: AbortSignal) => {
    const preflight = preflightOf(request, corsOf)
    if (preflight) return dated(preflight)
    const found = await answer(request, signal)
    const it = { ...found, headers: { ...found.headers, ...corsHeadersOf(request, corsOf) } }
    return it.headers.date ? it : dated(it)
  }
  const server = await serve(options.port, datedAnswer, options.isOwnHost)
  const end = async () => {
    await server.end()
    carryOut.end()
  }
  return { url: server.url, calls: tally.calls, usage: tally.usage, end }
}
