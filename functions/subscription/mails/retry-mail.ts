import * as z from 'zod'
import type { MailOutcome } from '../../mail/mailer.ts'
import type { Subscribers } from '../states/change-subscriber.ts'
import { signUpMark } from '../states/consent.ts'
import { type Subscriber, waitingOf } from '../states/subscriber.ts'

/**
 * A mail of the sign-up form, or to a new address. It names its reader by id, not by address; `signUp`: which one is to be
 * confirmed.
 */
export const UnsentMail = z.object({
  kind: z.enum(['confirm', 'known', 'move']),
  subscriber: z.string(),
  signUp: z.string().optional(),
})
export type UnsentMail = z.infer<typeof UnsentMail>
type Kind = UnsentMail['kind']

type MailTo = (kind: Kind, reader: Subscriber) => Promise<MailOutcome>

/**
 * Sends at once, or queues the mail for later when SES's rate is used up, as it is while an issue goes out. The form
 * never waits for SES's rate: the time its answer takes would reveal whether an address gets a mail.
 * @param retryLater hands the mail to `createRetryMail`
 */
export const createMailOrRetry =
  (mail: MailTo, retryLater: (unsent: UnsentMail) => Promise<void>): MailTo =>
  async (kind, reader) => {
    const outcome = await mail(kind, reader)
    if (outcome.outcome === 'throttled') {
      const signUp = kind === 'confirm' && { signUp: signUpMark(reader.consent) }
      await retryLater({ kind, subscriber: reader.id, ...signUp })
    }
    return outcome
  }

/** Whether a reader still wants another address. */
const isAsked = (reader: Subscriber, now: number): boolean =>
  reader.status === 'active' && (reader.newAddress?.until ?? 0) * 1000 > now

/** `superseded`: the reader's state has changed, so the mail no longer applies. */
export type Retried = 'accepted' | 'uncertain' | 'rejected' | 'superseded'

/**
 * Sends a throttled mail, using the reader's current row. A reader who meanwhile confirmed, unsubscribed or was
 * suppressed gets nothing.
 * @throws when SES certainly did not accept it, so that the queue redelivers the message
 */
export const createRetryMail =
  (deps: { subscribers: Pick<Subscribers, 'get'>; mail: MailTo; now: () => number }) =>
  async ({ kind, subscriber, signUp }: UnsentMail): Promise<Retried> => {
    const row = await deps.subscribers.get(subscriber)
    const reader = kind === 'confirm' ? waitingOf(row, deps.now(), signUp) : row
    if (reader?.status !== (kind === 'confirm' ? 'pending' : 'active')) return 'superseded'
    if (kind === 'move' && !isAsked(reader, deps.now())) return 'superseded'
    const { outcome } = await deps.mail(kind, reader)
    if (outcome === 'accepted' || outcome === 'uncertain' || outcome === 'rejected') return outcome
    throw new Error(`SES still did not take a mail: ${outcome}`)
  }
