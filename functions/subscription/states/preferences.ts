import { isDeepStrictEqual } from 'node:util'
import type { TopicId } from '../../publication/publication.ts'
import { defined } from '../../runtime/defined.ts'
import type { Claim, Links, Purpose } from '../../runtime/signed-links.ts'
import { mailLimit } from '../limits/address-limit.ts'
import { changeSubscriber, type Subscribers } from './change-subscriber.ts'
import type { Choice } from './choice.ts'
import { opens } from './former-addresses.ts'
import type { ReaderEvent } from './reader-event.ts'
import { transition } from './state-machine.ts'
import { type Mailed, personIn, type ReaderRow, type Subscriber } from './subscriber.ts'

export type PreferencesDeps = { subscribers: Subscribers; links: Pick<Links, 'verify'>; now: () => number }

export type Preferences =
  /** Nothing was asked for, or it was refused. */
  | { outcome: 'found'; subscriber: Subscriber; claim: Claim }
  /** It is as the reader wants it. `tell`: something changed, and the reader may be mailed about it. */
  | { outcome: 'saved'; subscriber: Subscriber; claim: Claim; tell: boolean }
  /** It opens nothing any more: the reader may have a new one mailed. */
  | { outcome: 'expired'; subscriber?: Subscriber | undefined }
  /** No such reader, or a reader who gets no issues now. */
  | { outcome: 'not-subscribed'; subscriber?: Subscriber | undefined }
  /** At which time, ISO 8601. */
  | { outcome: 'erased'; at: string; subscriber?: undefined }
  | { outcome: 'forged'; subscriber?: undefined }

/** What a reader decides; a choice is made from what they have chosen. */
type Wish =
  | { type: 'choose'; choice: (before: Active) => Choice }
  | { type: 'pause'; until: string }
  | { type: 'unpause' }
type Active = Subscriber & { status: 'active' }

/**
 * A reader's preferences: `look` finds them; the others change them, for active readers only.
 * @param purpose whose links are taken. To pause by an `unsubscribe` link is less than to leave; it never ends, as ever
 */
export const createPreferences = (
  { subscribers, links, now }: PreferencesDeps,
  purpose: Purpose = 'preferences',
) => {
  const ended = async ({ subscriber: id }: Claim): Promise<Preferences> => {
    const subscriber = personIn(await subscribers.get(id))
    return opens(id, subscriber) ? { outcome: 'expired', subscriber } : { outcome: 'expired' }
  }
  const withClaim = async (
    token: string,
    go: (claim: Claim) => Promise<Preferences>,
  ): Promise<Preferences> => {
    const verified = links.verify(token, purpose, now())
    if (verified.outcome === 'forged') return { outcome: 'forged' }
    const { claim } = verified
    return verified.outcome === 'expired' && purpose !== 'unsubscribe' ? ended(claim) : go(claim)
  }
  const carryOut = (token: string, wish: Wish) =>
    withClaim(token, (claim) =>
      changeSubscriber<Preferences>(subscribers, claim.subscriber, (row) => {
        const before = personIn(row)
        if (!opens(claim.subscriber, before)) return { result: { outcome: 'expired' } }
        if (before?.status !== 'active') return { result: noReader(row) }
        const after = decide(before, wish, now())
        if (after === 'refused') return { result: { outcome: 'found', subscriber: before, claim } }
        if (isDeepStrictEqual(after, before))
          return { result: { outcome: 'saved', subscriber: before, claim, tell: false } }
        const mailed = wish.type === 'unpause' ? undefined : mailLimit(before, now(), 0)
        const noted = decide(before, wish, now(), mailed) as Active
        return { after: noted, result: { outcome: 'saved', subscriber: noted, claim, tell: Boolean(mailed) } }
      }),
    )
  return {
    look: (token: string) =>
      withClaim(token, async (claim) => {
        const row = await subscribers.get(claim.subscriber)
        if (!opens(claim.subscriber, personIn(row))) return { outcome: 'expired' }
        return row?.status === 'active' ? { outcome: 'found', subscriber: row, claim } : noReader(row)
      }),
    save: (token: string, choice: Choice) => carryOut(token, { type: 'choose', choice: () => choice }),
    /** @param topics none = all */
    keepTopics: (token: string, topics: TopicId[]) =>
      carryOut(token, {
        type: 'choose',
        choice: ({ language, timeZone, fields }) => ({ language, topics, ...defined({ timeZone, fields }) }),
      }),
    /** @param until ISO 8601; within a year, or the outcome is `found` */
    pause: (token: string, until: string) => carryOut(token, { type: 'pause', until }),
    unpause: (token: string) => carryOut(token, { type: 'unpause' }),
  }
}
export type PreferencesUseCase = ReturnType<typeof createPreferences>

const noReader = (row: ReaderRow | undefined): Preferences =>
  row?.status === 'erased'
    ? { outcome: 'erased', at: row.at }
    : { outcome: 'not-subscribed', subscriber: personIn(row) }

/** The reader's row as they want it. @param mailed the mail that tells them so */
const decide = (before: Active, wish: Wish, now: number, mailed?: Mailed): Active | 'refused' => {
  const after = transition(before, eventOf(before, wish, now, mailed), now)
  if (after?.status === 'active') return after
  // There is no pause to end (any more).
  return wish.type === 'unpause' ? before : 'refused'
}

const eventOf = (before: Active, wish: Wish, now: number, mailed: Mailed | undefined): ReaderEvent => {
  const at = new Date(now).toISOString()
  if (wish.type === 'choose') return { type: 'choose', at, choice: wish.choice(before), mailed }
  return wish.type === 'pause' ? { ...wish, at, mailed } : wish
}
