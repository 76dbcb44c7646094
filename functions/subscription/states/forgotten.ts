import type { EventOf } from './reader-event.ts'
import { type ReaderRow, type Subscriber, waitingOf } from './subscriber.ts'

/**
 * What is kept of who has left: for a while, all but a new sign-up that has lapsed; then what keeps them out, which is
 * their id, when they left, and why if they said so. Who has a sign-up waiting is left until it is confirmed or lapses.
 * @returns undefined where nothing has to go
 */
export const forgotten = (
  before: Subscriber,
  { at, leftBefore }: EventOf<'forget'>,
  now: number,
): ReaderRow | undefined => {
  if (before.status !== 'unsubscribed' || waitingOf(before, now)) return undefined
  const { request, mailedAt: _, mails: __, ...rest } = before
  if (knownSince(before) >= leftBefore) return request && rest
  const { id, since, leaving, revision } = before
  const reason = leaving?.reason
  return { id, status: 'erased', at, left: { at: since, ...(reason && { reason }) }, revision }
}

/** When they left; of an imported reader who left elsewhere, when that was heard of: an import may still look for them. */
const knownSince = ({ since, createdAt, keptOutBy = [] }: Subscriber & { status: 'unsubscribed' }): string =>
  [since, createdAt, ...keptOutBy.flatMap(({ at }) => at ?? [])].reduce((a, b) => (a > b ? a : b))
