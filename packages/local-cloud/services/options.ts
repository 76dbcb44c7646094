import type { Reputation } from '../cloudwatch/samples.ts'
import type { SesOptions } from '../ses/ses.ts'
import type { Interceptor } from '../types.ts'

export type ServiceOptions = {
  /** The cloud's folder. */
  dir: string
  /** Unix milliseconds; the clock of schedules, events and mail. */
  now: () => number
  /** Called with each line that a function logs; the same lines are in `<dir>/logs`. */
  onLog?: (functionId: string, line: string) => void
  /** The account's sending quota. Default: SES's for a new account, in the SES sandbox or outside it. */
  sendQuota?: SesOptions['quota']
  /** The SES sandbox, while the account is in it. */
  sesSandbox?: SesOptions['sandbox']
  /** An error for SES to answer a call with: about the account, the credentials, or SES itself. */
  sesFault?: SesOptions['fault']
  /** Whether DescribeTable counts a table's items at each call. Default: a count up to six hours old. */
  exactItemCounts?: boolean
  /** The account's reputation in SES. Default: computed from the mail so far. */
  reputation?: () => Reputation
  /** Intercepts calls between the gateway and every service, to test faults. */
  interceptor?: Interceptor
  /** More Node options for every sandbox, e.g. `--import` of a module that changes its clock. */
  sandboxNodeOptions?: string[]
  /** Seconds that one receive waits for a message; ending the cloud takes as long. Default: 1. */
  longPollSeconds?: number
  /**
   * The account's concurrency, e.g. 10 for a new account: events over it are throttled. Default: any number. Events over a
   * function's own reserved concurrency are always throttled.
   */
  accountConcurrency?: number
  /** Maximum sandboxes of one function at once; further events wait. Default: by the number of processors. */
  mostSandboxes?: number
  /** Milliseconds that a sandbox waits for its next event before it ends. Default: five minutes. */
  idleSandboxMs?: number
  /** Seed of this run's random choices; random by default. The cloud reports it, also in `<dir>/logs/cloud.log`. */
  seed?: number | undefined
  /** Maximum time of a sandbox's start in ms. Default: Lambda's ten seconds. */
  sandboxInitMs?: number
  /** Maximum artificial delay of a sandbox's start in ms. Default: 300. */
  coldStartMs?: number
  /** Whether a sandbox is frozen between events, as in Lambda. Default: true. */
  freezes?: boolean
  /**
   * Milliseconds, by `now`, that a failed asynchronous invocation waits for its first retry. Default: Lambda's minute.
   */
  asyncRetryMs?: number
}
