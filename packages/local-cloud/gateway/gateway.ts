import { createTally, type Tally } from '../bill/tally.ts'
import type { Usage } from '../bill/usage.ts'
import type { ItemCountOptions } from '../dynamodb/item-counts.ts'
import type { IsOwnHost } from '../http/hosts.ts'
import { serve } from '../http/serve.ts'
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
import { createAuthorise, refusal, remedy } from './authorise.ts'
import { billedFor, type QueuesOf } from './billing.ts'
import { callerOf } from './caller.ts'
import { identify, tallyName } from './calls.ts'
import { createCarryOut } from './carry-out.ts'
import { accessDenied, awsError } from './errors.ts'
import type { Known } from './identify.ts'

type Forwarded = 'dynamodb' | 'sqs' | 'sns' | 's3'
type Own = 'ses' | 'scheduler' | 'secretsmanager' | 'cognito-idp'

export type GatewayOptions = {
  /** 0 for a free one. */
  port: number
  principal: (accessKeyId: string) => Principal | undefined
  /** Statements of a queue's, topic's or bucket's policy; for an object, its bucket's ARN is asked. */
  resourcePolicies: (resourceArn: string) => Statement[]
  /** Base URLs of the emulators that speak a whole service. */
  forward: Record<Forwarded, string>
  emulators: Record<Own, Emulator> & Partial<Record<'lambda' | 'events' | 'sts', Emulator>>
  known: Known
  onProblem: (problem: Problem) => void
  /** Told what allowed each request. */
  onAllowed?: Needs['allowed'] | undefined
  /** After each success. */
  onDone: (call: Call, request: Request, status: number) => void
  /** Counts the calls and what they cost; a new one when absent. */
  tally?: Tally
  /** For what a publish costs; no topic has any when absent. */
  queuesOf?: QueuesOf
  now?: () => number
  /** By what names it answers; by the machine's own when absent. */
  isOwnHost?: IsOwnHost
  interceptor?: Interceptor | undefined
  /** How DescribeTable counts; as DynamoDB does when absent. */
  itemCounts?: Omit<ItemCountOptions, 'now'> | undefined
}

export type Gateway = Service & {
  url: string
  /** What was allowed, by the SDK's names: `{"SES.SendRawEmail": 30}`. */
  calls(): Record<string, number>
  /** The same by who called (a Principal's name), with what AWS bills for it. */
  usage(): Usage
}

const cut: Response = { status: 0, headers: {}, body: '' }
const never = new AbortController().signal

/**
 * Starts the one AWS endpoint of the local cloud. It names each call, checks what IAM says, counts it and passes it on
 * to an emulator. A refusal is answered in the service's own words and told as a problem.
 * @throws when the port is in use.
 */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { now = Date.now, onProblem, known, interceptor, tally = createTally(), queuesOf = () => 0 } = options
  const authorise = createAuthorise(options.resourcePolicies, now, options.onAllowed)
  // What is asked of IAM while a request is carried out refuses nothing, so it needs nothing.
  const mayAlso = createAuthorise(options.resourcePolicies, now)
  const carryOut = createCarryOut({
    ...options,
    authorise: mayAlso,
    itemCounts: { ...options.itemCounts, now },
  })

  /** Says when a service answered: it is its clock, whatever happens to the answer on its way. */
  const dated = (it: Response): Response => ({
    ...it,
    headers: { ...it.headers, date: new Date(now()).toUTCString() },
  })

  const answer = async (request: Request, signal: AbortSignal): Promise<Response> => {
    const caller = callerOf(request, options.principal)
    if ('status' in caller) return caller
    const { credential, principal, account } = caller
    const { service, region } = credential
    const problem = (kind: Problem['kind'], what: string) =>
      onProblem({ at: now(), kind, where: principal.name, what })
    const found = identify(request, { ...credential, account, known })
    if (!found) {
      const what = `the local cloud does not know this call of ${service}: ${request.method} ${request.path}`
      problem('error', what)
      return awsError(service, 501, 'NotImplemented', what)
    }
    const denial = authorise(found.call, found.needs, principal, region)
    if (denial) {
      problem('denied', remedy(denial))
      return accessDenied(service, refusal(denial, principal))
    }
    const name = tallyName(found.call)
    tally.count(principal.name, name)
    const proceed = async () => {
      // What a fault has held up is carried out although its caller has gone, as it would be on a network.
      const done = dated(await carryOut(request, found.call, caller, interceptor ? never : signal))
      tally.meter(principal.name, billedFor(found.call, request, done, queuesOf))
      if (done.status >= 200 && done.status < 300) options.onDone(found.call, request, done.status)
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
    const it = await answer(request, signal)
    return it.headers.date ? it : dated(it)
  }
  const server = await serve(options.port, datedAnswer, options.isOwnHost)
  const end = async () => {
    await server.end()
    carryOut.end()
  }
  return { url: server.url, calls: tally.calls, usage: tally.usage, end }
}
