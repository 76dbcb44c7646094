import type { Send } from '../ledger/send.ts'
import type { Round } from './sweep-round.ts'

/** For so long after a send was held, each round has the administrator notified: they are mailed once. */
const noticeForMs = 10 * 60_000

/**
 * Has the administrator notified of what the sweeper finds held. Not only by whoever holds the send: a worker may mail
 * nobody but readers, and the notice may fail just then. A pause is a person's own, and who finds a send overdue says so.
 */
export const notifyOfHolds = async (
  { notify, time }: Pick<Round, 'notify' | 'time'>,
  { id, holds, heldBecause }: Send,
) => {
  for (const cause of ['account', 'reputation', 'quota'] as const) {
    const since = holds[cause]
    if (since && Date.parse(since) + noticeForMs > time.earliest())
      await notify({
        ...{ about: 'held', send: id, cause, since },
        ...(cause === 'account' && heldBecause && { because: heldBecause }),
      })
  }
}
