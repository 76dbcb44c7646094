import type { SesOptions } from '../ses/ses.ts'
import type { Call, Request, Response } from '../types.ts'

export type ServiceOptions = {
  /** The cloud's folder. */
  dir: string
  /** Unix milliseconds; the clock of schedules, events and mail. */
  now: () => number
  /** Hears each line that a function writes; the same lines are in `<dir>/logs`. */
  onLog?: (functionId: string, line: string) => void
  /** What the account may send; SES's usual quota of a new account outside the sandbox when absent. */
  sendQuota?: SesOptions['quota']
  /**
   * Stands between the gateway and SES, Scheduler, Secrets Manager and Cognito, for tests of faults: it may wait,
   * answer an error before or after `proceed`, or cut the connection (status 0).
   */
  around?: (call: Call, proceed: () => Promise<Response>, request: Request) => Promise<Response>
}
