import { queryAnswer } from '../gateway/wire-answers.ts'
import type { Response } from '../types.ts'
import type { SesSandbox } from './check-identities.ts'
import { SesError } from './errors.ts'
import type { openMailFolder } from './mail-folder.ts'
import { isSimulated } from './mailbox-simulator.ts'
import { createQuota, type Quota } from './quota-bucket.ts'

type Options = {
  now: () => number
  /** Default: that of a new account. */
  quota?: (() => Quota) | undefined
  /** The SES sandbox, while the account is in it. It has a default quota of its own. */
  sandbox?: (() => SesSandbox | undefined) | undefined
}

const day = 24 * 60 * 60 * 1000
/** The initial quota in production (SES Developer Guide, "Service quotas" and "Request production access"). */
const usual: Quota = { max24HourSend: 50_000, maxSendRate: 14 }
const inSandbox: Quota = { max24HourSend: 200, maxSendRate: 1 }

const counted = (destinations: string[]) => destinations.filter((one) => !isSimulated(one)).length

/** The account's quota. Sends of an earlier run count once they have been read from the folder. */
export const openQuota = (
  { now, quota: given, sandbox }: Options,
  folder: ReturnType<typeof openMailFolder>,
) => {
  const limits = given ?? (() => (sandbox?.() ? inSandbox : usual))
  const quota = createQuota({ quota: limits, now })
  const since = now() - day
  const earlier = folder.entries().then((entries) => {
    for (const { at, destinations } of entries) if (at >= since) quota.record(at, counted(destinations))
  })
  // The first caller gets this error.
  earlier.catch(() => undefined)
  return {
    /**
     * @throws SesError over a limit. Both limits share a code; callers tell them apart by the message
     *   (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html).
     */
    take: async (destinations: string[]): Promise<void> => {
      await earlier
      const taken = quota.take({ rate: destinations.length, day: counted(destinations) })
      if (taken === 'over-rate') throw new SesError('Throttling', 'Maximum sending rate exceeded.')
      if (taken === 'over-day') throw new SesError('Throttling', 'Daily message quota exceeded')
    },
    told: async (): Promise<Response> => {
      if (!quota.mayAsk()) throw new SesError('Throttling', 'Rate exceeded')
      await earlier
      const { max24HourSend, maxSendRate } = limits()
      const fields = { Max24HourSend: max24HourSend, MaxSendRate: maxSendRate, SentLast24Hours: quota.sent() }
      const xml = Object.entries(fields).map(([name, value]) => `<${name}>${value.toFixed(1)}</${name}>`)
      return queryAnswer('ses', 'GetSendQuota', xml.join(''))
    },
  }
}
