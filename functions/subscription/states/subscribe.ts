import type { MailOutcome } from '../../mail/mailer.ts'
import { changeSubscriber, type Decision, type Subscribers } from './change-subscriber.ts'
import { linkDays } from './link-lifetimes.ts'
import { mailLimit } from './mail-limit.ts'
import type { SignUp } from './sign-up.ts'
import { present, type ReaderIdOf, type Subscriber, type SubscriberId, waitingOf } from './subscriber.ts'

export type SubscribeDeps = {
  subscribers: Subscribers
  idOf: ReaderIdOf
  mail: (kind: 'confirm' | 'known', subscriber: Subscriber) => Promise<MailOutcome>
  /** Counts a mail to the inbox that an address leads to, and says whether there is room for it. */
  admitMail: (address: string) => Promise<boolean>
  now: () => number
}

/** For the log only: whoever asked must not learn what we know of an address. */
export type SignedUp = { outcome: 'confirm' | 'known'; mail: MailOutcome['outcome'] } | { outcome: 'no-mail' }
export type Subscribe = (signUp: SignUp, wording: string) => Promise<SignedUp>

/** A sign-up outlives its confirmation link by a day. */
const requestDays = linkDays.confirm + 1
const day = 86_400_000

/**
 * Somebody asks for the publication, by a form with this wording. Writes first, then mails: a link must not precede what it confirms.
 * A mail that SES did not take is only reported, and tried later if it was throttled; the reader can ask again.
 */
export const createSubscribe =
  ({ subscribers, idOf, mail, admitMail, now }: SubscribeDeps): Subscribe =>
  async (signUp, wording) => {
    const at = now()
    // Counted once, however often the row changes meanwhile; and not at all where there would be no mail anyway.
    let room: Promise<boolean> | undefined
    const mayMail = () => {
      room ??= admitMail(signUp.email)
      return room
    }
    const id = await idOf(signUp.email)
    const { kind, to } = await changeSubscriber(subscribers, id, (before) =>
      decide(before, { id, signUp, wording, now: at, mayMail }),
    )
    return kind ? { outcome: kind, mail: (await mail(kind, to)).outcome } : { outcome: 'no-mail' }
  }

type ToMail = { kind: 'confirm' | 'known'; to: Subscriber } | { kind?: undefined; to?: undefined }

type Asked = {
  id: SubscriberId
  signUp: SignUp
  wording: string
  now: number
  mayMail: () => Promise<boolean>
}

/**
 * Anybody may send the form, so it changes nobody's state: of an active reader it changes nothing, and of somebody who
 * left it waits beside their row. Only of an address that never was a reader's it makes the row.
 */
const decide = async (row: Subscriber | undefined, asked: Asked): Promise<Decision<ToMail>> => {
  const before = present(row, asked.now)
  if (before?.status === 'suppressed') return { result: {} }
  const allowed = mailLimit(before, asked.now)
  const mailed = allowed && (await asked.mayMail()) ? allowed : undefined
  if (before?.status === 'active') {
    const to = { ...before, ...mailed }
    return mailed ? { after: to, result: { kind: 'known', to } } : { result: {} }
  }
  const sent = mailed ? { until: untilOf(asked.now), ...mailed } : lastSent(before, asked.now)
  if (!sent) return { result: {} }
  const after = withRequest(before, asked, sent)
  const to = mailed && waitingOf(after, asked.now)
  return { after, result: to ? { kind: 'confirm', to } : {} }
}

/** A mail with a confirmation link: when what it confirms lapses (Unix seconds), and what is noted of it. */
type Sent = { until: number; mailedAt: string; mails: number }

const untilOf = (now: number): number => Math.floor((now + requestDays * day) / 1000)

/** Too soon for another mail: the last form counts, and the link that is under way confirms it. */
const lastSent = (before: Subscriber | undefined, now: number): Sent | undefined => {
  const waiting = waitingOf(before, now)
  return waiting && { until: waiting.expires, mailedAt: waiting.mailedAt, mails: waiting.mails }
}

/** The form says all that is chosen: nothing stays of what an earlier one, perhaps a stranger's, said. */
const withRequest = (
  before: (Subscriber & { status: 'pending' | 'unsubscribed' }) | undefined,
  { id, signUp, wording, now }: Asked,
  { until, ...mailed }: Sent,
): Subscriber => {
  const at = new Date(now).toISOString()
  const { form, email, ...choice } = signUp
  const wanted = { ...choice, consent: { at, form, wording } }
  if (before?.status === 'unsubscribed') return { ...before, request: { ...wanted, until }, ...mailed }
  return {
    id,
    email,
    ...wanted,
    createdAt: before?.createdAt ?? at,
    revision: before?.revision ?? 0,
    status: 'pending',
    expires: until,
    ...mailed,
  }
}
