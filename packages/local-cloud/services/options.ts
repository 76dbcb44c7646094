import type { Reputation } from '../cloudwatch/samples.ts'
import type { SesOptions } from '../ses/ses.ts'
import type { Interceptor } from '../types.ts'

export type ServiceOptions = {
  /** The cloud's folder. */
  dir: string
  /** Unix milliseconds; the clock of schedules, events and mail. */
  now: () => number
  /** Hears each line that a function writes; the same lines are in `<dir>/logs`. */
  onLog?: (functionId: string, line: string) => void
  /** What the account may send; SES's usual quota of a new account when absent, in the sandbox or outside. */
  sendQuota?: SesOptions['quota']
  /** The SES sandbox, while the account is in it. */
  sesSandbox?: SesOptions['sandbox']
  /** What SES answers to a call instead of what it asks for: of the account, the credentials, itself. */
  sesFault?: SesOptions['fault']
  /** Whether DescribeTable counts a table's items when it is asked; as of up to six hours ago when absent. */
  exactItemCounts?: boolean
  /** What SES holds of the account; by default what came of the mail so far. */
  reputation?: () => Reputation
  /** Stands between the gateway and every service, for tests of faults. */
  interceptor?: Interceptor
  /** More options of Node for every sandbox, e.g. `--import` of what changes its clock. */
  sandboxNodeOptions?: string[]
  /** How long one receive waits for a message; an end of the cloud waits as long. 1 when absent. */
  longPollSeconds?: number
  /** How many sandboxes of one function may run at once; by default what the processors bear. */
  mostSandboxes?: number
  /** How long a sandbox waits for its next event before it ends. Five minutes when absent. */
  idleSandboxMs?: number
  /** What chance hangs on in this run; chosen anew when absent. Told by the cloud, and in `<dir>/logs/cloud.log`. */
  seed?: number | undefined
  /** How long the start of a sandbox may take. Lambda's ten seconds when absent. */
  sandboxInitMs?: number
  /** How long the start of a sandbox takes at most beside its own work. 300 when absent. */
  coldStartMs?: number
  /** Whether a sandbox stands still between its events, as in Lambda; true when absent. */
  freezes?: boolean
  /** How long a failed asynchronous invocation waits for its first retry, by `now`. Lambda's minute when absent. */
  asyncRetryMs?: number
}
