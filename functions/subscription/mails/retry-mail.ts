import * as z from 'zod'
import type { MailOutcome } from '../../mail/mailer.ts'
import type { Subscribers } from '../states/change-subscriber.ts'
import { type Subscriber, waitingOf } from '../states/subscriber.ts'

/** What the sign-up form mails: to whom, but no address. */
export const UnsentMail = z.object({ kind: z.enum(['confirm', 'known']), subscriber: z.string() })
export type UnsentMail = z.infer<typeof UnsentMail>
type Kind = UnsentMail['kind']

type MailTo = (kind: Kind, reader: Subscriber) => Promise<MailOutcome>

/**
 * Mails at once, or has it mailed later when SES's rate is used up, as it is while an issue goes out. The form never
 * waits for that: how long its answer takes would tell whether an address is mailed.
 * @param retryLater hands the mail to `createRetryMail`
 */
export const createMailOrRetry =
  (mail: MailTo, retryLater: (unsent: UnsentMail) => Promise<void>): MailTo =>
  async (kind, reader) => {
    const outcome = await mail(kind, reader)
    if (outcome.outcome === 'throttled') await retryLater({ kind, subscriber: reader.id })
    return outcome
  }

/** `superseded`: the reader is not as the mail would say any more. */
export type Retried = 'accepted' | 'uncertain' | 'rejected' | 'superseded'

/**
 * Mails what was throttled, by the reader's row of now. Who confirmed, left or was suppressed meanwhile gets nothing.
 * @throws when SES surely did not take it: the queue gives it again
 */
export const createRetryMail =
  (deps: { subscribers: Pick<Subscribers, 'get'>; mail: MailTo; now: () => number }) =>
  async ({ kind, subscriber }: UnsentMail): Promise<Retried> => {
    const row = await deps.subscribers.get(subscriber)
    const reader = kind === 'confirm' ? waitingOf(row, deps.now()) : row
    if (reader?.status !== (kind === 'confirm' ? 'pending' : 'active')) return 'superseded'
    const { outcome } = await deps.mail(kind, reader)
    if (outcome === 'accepted' || outcome === 'uncertain' || outcome === 'rejected') return outcome
    throw new Error(`SES still did not take a mail: ${outcome}`)
  }
