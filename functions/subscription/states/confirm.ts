import type { Links } from '../../runtime/signed-links.ts'
import { changeSubscriber, type Subscribers } from './change-subscriber.ts'
import { opens } from './former-addresses.ts'
import type { SubscriberId } from './reader-id.ts'
import { transition } from './state-machine.ts'
import { personIn, present, type ReaderRow, type Subscriber, waitingOf } from './subscriber.ts'

export type ConfirmDeps = {
  subscribers: Subscribers
  links: Pick<Links, 'verify'>
  /**
   * Announces that a reader is about to be confirmed. Never throws, because a confirmation matters more than a welcome.
   * @param at Unix ms
   */
  announce: (id: SubscriberId, at: number) => Promise<void>
  /** The local clock, used only to tell whether a link has expired. */
  now: () => number
  /**
   * When a reader confirmed, Unix ms by the database's clock, which other functions share. Call it only after reading
   * the reader's row, which sets that clock.
   */
  confirmedNow: () => number
}

export type Confirmed =
  /** Not confirmed yet. Only `look` returns this. */
  | { outcome: 'waiting'; subscriber: Subscriber }
  /** Subscribed, now or by an earlier press of the button. */
  | { outcome: 'subscribed'; subscriber: Subscriber }
  | { outcome: 'expired'; subscriber?: Subscriber | undefined }
  /** The sign-up that this link would confirm does not exist (any more). */
  | { outcome: 'gone'; subscriber?: Subscriber | undefined }
  /** So is the reader, since this time, ISO 8601. */
  | { outcome: 'erased'; at: string; subscriber?: undefined }
  | { outcome: 'forged'; subscriber?: undefined }

/**
 * The owner of an inbox confirms a sign-up. `look` changes nothing, because mail scanners follow links. `confirm`
 * activates, and is idempotent.
 */
export const createConfirm = ({ subscribers, links, announce, now, confirmedNow }: ConfirmDeps) => {
  /** Nobody, for links of who came to where another had been a reader. */
  const find = async (id: SubscriberId) => {
    const row = await subscribers.get(id)
    return opens(id, personIn(row)) ? row : undefined
  }
  const withClaim = async (
    token: string,
    go: (id: string, signUp: string) => Promise<Confirmed>,
  ): Promise<Confirmed> => {
    const verified = links.verify(token, 'confirm', now())
    if (verified.outcome === 'forged') return { outcome: 'forged' }
    const { subscriber: id, send: signUp } = verified.claim
    if (verified.outcome !== 'expired') return go(id, signUp)
    const row = await find(id)
    return { outcome: 'expired', subscriber: waitingOf(row, now(), signUp) ?? personIn(row) }
  }
  return {
    look: (token: string) => withClaim(token, async (id, signUp) => stateOf(await find(id), signUp, now())),
    /** @param network from which the button was pressed, as the evidence keeps it */
    confirm: (token: string, network?: string) =>
      withClaim(token, async (id, signUp) => {
        if (!(await find(id))) return { outcome: 'gone' }
        // Announce before writing the row, so that no confirmed reader goes unannounced.
        await announce(id, confirmedNow())
        return changeSubscriber<Confirmed>(subscribers, id, (row) => {
          if (!opens(id, personIn(row))) return { result: { outcome: 'gone' } }
          const at = new Date(confirmedNow()).toISOString()
          const after = personIn(transition(row, { type: 'confirm', at, signUp, network }, now()))
          return after
            ? { after, result: { outcome: 'subscribed', subscriber: after } }
            : { result: stateOf(row, signUp, now()) }
        })
      }),
  }
}
export type Confirm = ReturnType<typeof createConfirm>

const stateOf = (row: ReaderRow | undefined, signUp: string, now: number): Confirmed => {
  const waiting = waitingOf(row, now, signUp)
  if (waiting) return { outcome: 'waiting', subscriber: waiting }
  const subscriber = present(row, now)
  if (subscriber?.status === 'active') return { outcome: 'subscribed', subscriber }
  if (row?.status === 'erased') return { outcome: 'erased', at: row.at }
  return { outcome: 'gone', subscriber }
}
