import type { SendingQuota } from '../mail/mailer.ts'
import { defined } from '../runtime/defined.ts'
import { type Answer, answer } from './answer.ts'
import type { SenderAnswer } from './answers/service.ts'
import { type AskDns, stateOfRecord } from './dns-records.ts'
import type { DnsRecord } from './settings.ts'

export type SenderDeps = {
  /** The address that mail is sent from. */
  address: string
  records: readonly DnsRecord[]
  askDns: AskDns
  /** SES's live quota; undefined when it throttled the question. */
  askQuota: () => Promise<SendingQuota | undefined>
}

/** What SES gives every new account (Amazon SES Developer Guide, "Request production access"). */
const ofSandbox = { max: 200, rate: 1 }

/** Whether mail of the publication’s sender can be believed: what DNS is to say of its domain, and what it says. */
export const createSender =
  ({ address, records, askDns, askQuota }: SenderDeps) =>
  async (): Promise<Answer> => {
    const [quota, ...checked] = await Promise.all([
      askQuota().catch(() => undefined),
      ...records.map(async (record) => {
        const found = await askDns(record.name, record.type)
        return { ...record, ...defined({ found }), state: stateOfRecord(record, found) }
      }),
    ])
    const isSmall = quota && quota.max >= 0 && quota.max <= ofSandbox.max && quota.rate <= ofSandbox.rate
    const value: SenderAnswer = {
      address,
      records: checked,
      ...(quota && { account: isSmall ? ('sandbox' as const) : ('production' as const) }),
    }
    return answer(200, value)
  }
export type Sender = ReturnType<typeof createSender>
