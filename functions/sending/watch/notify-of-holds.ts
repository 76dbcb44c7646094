import type { Send } from '../ledger/send.ts'
import type { Round } from './sweep-round.ts'

/** For this many ms after a send was held, each round notifies the administrator; only one mail is sent. */
const noticeForMs = 10 * 60_000

/**
 * Notifies the administrator of holds that the sweeper finds. Workers may mail only readers, and the notice may fail at
 * the moment of the hold, so this cannot be left to whoever holds the send. A person knows of their own pause, and the
 * schedule function reports overdue sends.
 */
export const notifyOfHolds = async (
  { notify, time }: Pick<Round, 'notify' | 'time'>,
  { id, holds, heldBecause }: Send,
) => {
  for (const cause of ['account', 'reputation', 'quota', 'approval'] as const) {
    const since = holds[cause]
    if (since && Date.parse(since) + noticeForMs > time.earliest())
      await notify({
        ...{ about: 'held', send: id, cause, since },
        ...(cause === 'account' && heldBecause && { because: heldBecause }),
      })
  }
}
