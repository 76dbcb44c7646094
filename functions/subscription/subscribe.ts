import type { MailOutcome } from '../platform/mailer.ts'
import { allowance } from './allowance.ts'
import { changeSubscriber, type Decision, type Subscribers } from './change.ts'
import type { MailKind } from './mails.ts'
import { linkDays } from './reader-links.ts'
import type { SignUp } from './sign-up.ts'
import { present, type ReaderIdOf, type Subscriber, type SubscriberId } from './subscriber.ts'

export type SubscribeDeps = {
  subscribers: Subscribers
  idOf: ReaderIdOf
  mail: (kind: MailKind, subscriber: Subscriber) => Promise<MailOutcome>
  now: () => number
}

/** For the log only: whoever asked must not learn what we know of an address. */
export type SignedUp = { outcome: MailKind; mail: MailOutcome['outcome'] } | { outcome: 'no-mail' }
export type Subscribe = (signUp: SignUp, wording: string) => Promise<SignedUp>

/** A row outlives its confirmation link by a day. */
const rowDays = linkDays.confirm + 1
const day = 86_400_000

/**
 * Somebody asks for the publication, by a form with this wording. Writes first, then mails: a link must not precede what it confirms.
 * A mail that SES did not take is only reported; the reader can ask again.
 */
export const createSubscribe =
  ({ subscribers, idOf, mail, now }: SubscribeDeps): Subscribe =>
  async (signUp, wording) => {
    const at = now()
    const id = await idOf(signUp.email)
    const { kind, to } = await changeSubscriber(subscribers, id, (before) =>
      decide(before, { id, signUp, wording, now: at }),
    )
    return kind ? { outcome: kind, mail: (await mail(kind, to)).outcome } : { outcome: 'no-mail' }
  }

type ToMail = { kind: MailKind; to: Subscriber } | { kind?: undefined; to?: undefined }

type Asked = { id: SubscriberId; signUp: SignUp; wording: string; now: number }

/** Nobody, lapsed, pending and unsubscribed become pending; what an active reader chose no stranger's form changes. */
const decide = (row: Subscriber | undefined, asked: Asked): Decision<ToMail> => {
  const { now } = asked
  const before = present(row, now)
  if (before?.status === 'suppressed') return { result: {} }
  const mailed = allowance(before, now)
  if (before?.status === 'active') {
    const to = { ...before, ...mailed }
    return mailed ? { after: to, result: { kind: 'known', to } } : { result: {} }
  }
  const person = personFrom(before, asked)
  if (mailed) {
    const expires = Math.floor((now + rowDays * day) / 1000)
    const to: Subscriber = { ...person, status: 'pending', expires, ...mailed }
    return { after: to, result: { kind: 'confirm', to } }
  }
  // Too soon for another mail: the last form counts, and the link that is under way confirms it.
  if (before?.status !== 'pending') return { result: {} }
  const { expires, mailedAt, mails } = before
  return { after: { ...person, status: 'pending', expires, mailedAt, mails }, result: {} }
}

/** The form says all that is chosen: nothing stays of what an earlier one, perhaps a stranger's, said. */
const personFrom = (before: Subscriber | undefined, { id, signUp, wording, now }: Asked) => {
  const at = new Date(now).toISOString()
  const { form, email, ...choice } = signUp
  return {
    id,
    email,
    ...choice,
    consent: { at, form, wording },
    createdAt: before?.createdAt ?? at,
    revision: before?.revision ?? 0,
  }
}
