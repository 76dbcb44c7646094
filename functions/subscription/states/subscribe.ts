import type { MailOutcome } from '../../mail/mailer.ts'
import { defined } from '../../runtime/defined.ts'
import { mailLimit } from '../limits/address-limit.ts'
import { createPlaceAt } from './address-owners.ts'
import { changeSubscriber, type Decision, type Subscribers } from './change-subscriber.ts'
import { type Shown, signUpMark } from './consent.ts'
import type { SignUp } from './read-sign-up.ts'
import type { ReaderIdOf, SubscriberId } from './reader-id.ts'
import { transition } from './state-machine.ts'
import { present, type ReaderRow, type Subscriber, waitingOf } from './subscriber.ts'
import { requestDays } from './unconfirmed-days.ts'

export type SubscribeDeps = {
  subscribers: Subscribers
  idOf: ReaderIdOf
  mail: (kind: 'confirm' | 'known', subscriber: Subscriber) => Promise<MailOutcome>
  /** Counts a mail to the inbox behind an address. Resolves to false when the limit is reached. */
  admitMail: (address: string) => Promise<boolean>
  now: () => number
}

/** For the log only: the visitor must not learn what we know about an address. */
export type SignedUp = { outcome: 'confirm' | 'known'; mail: MailOutcome['outcome'] } | { outcome: 'no-mail' }
export type Subscribe = (signUp: SignUp, shown: Shown) => Promise<SignedUp>

const day = 86_400_000

/**
 * Handles a sign-up by a form that showed a wording. Writes first, then mails: a link must not exist before the row
 * it confirms. A mail that SES did not accept is only reported, and retried later if it was throttled; the reader can
 * also ask again.
 */
export const createSubscribe = ({ subscribers, idOf, mail, admitMail, now }: SubscribeDeps): Subscribe => {
  const placeAt = createPlaceAt({ subscribers, idOf })
  return async (signUp, shown) => {
    const at = now()
    // Count once, even if the row changes and `decide` runs again, and not at all when no mail would be sent.
    let room: Promise<boolean> | undefined
    const mayMail = () => {
      room ??= admitMail(signUp.email)
      return room
    }
    const { id } = await placeAt(signUp.email)
    const { kind, to } = await changeSubscriber(subscribers, id, (before) =>
      decide(before, { id, signUp, shown, now: at, mayMail }),
    )
    return kind ? { outcome: kind, mail: (await mail(kind, to)).outcome } : { outcome: 'no-mail' }
  }
}

type ToMail = { kind: 'confirm' | 'known'; to: Subscriber } | { kind?: undefined; to?: undefined }

type Asked = {
  id: SubscriberId
  signUp: SignUp
  shown: Shown
  now: number
  mayMail: () => Promise<boolean>
}

/** Decides what a form changes (see `transition`), and which mail follows, if the limits leave room for one. */
const decide = async (row: ReaderRow | undefined, asked: Asked): Promise<Decision<ToMail>> => {
  const { id, signUp, shown, now, mayMail } = asked
  const before = present(row, now)
  if (before?.status === 'suppressed' || (row?.status === 'erased' && row.suppressed)) return { result: {} }
  const allowed = mailLimit(before ?? waitingOf(row, now), now)
  const mailed = allowed && (await mayMail()) ? allowed : undefined
  const at = new Date(now).toISOString()
  const { form, email, ...choice } = signUp
  const wanted = { ...choice, consent: { at, form, ...defined(shown) } }
  const after = transition(row, { type: 'request', at, id, email, wanted, until: untilOf(now), mailed }, now)
  if (!after || !mailed) return { ...defined({ after }), result: {} }
  if (after.status === 'active') return { after, result: { kind: 'known', to: after } }
  const to = waitingOf(after, now, signUpMark(wanted.consent))
  return { after, result: to ? { kind: 'confirm', to } : {} }
}

const untilOf = (now: number): number => Math.floor((now + requestDays * day) / 1000)
