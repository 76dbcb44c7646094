import type { Send } from '../ledger/send.ts'
import type { Round } from './round.ts'

/** For so long after a send was held, each round has the administrator told: they are mailed once. */
const toldForMs = 10 * 60_000

/**
 * Has the administrator told of what the sweeper finds held. Not only by whoever holds the send: a worker may mail nobody
 * but readers, and what tells may fail just then. A pause is a person's own, and who finds a send overdue tells so.
 */
export const tellOfHolds = async (
  { tell, time }: Pick<Round, 'tell' | 'time'>,
  { id, holds, heldBecause }: Send,
) => {
  for (const cause of ['account', 'reputation', 'quota'] as const) {
    const since = holds[cause]
    if (since && Date.parse(since) + toldForMs > time.earliest())
      await tell({
        ...{ about: 'held', send: id, cause, since },
        ...(cause === 'account' && heldBecause && { because: heldBecause }),
      })
  }
}
