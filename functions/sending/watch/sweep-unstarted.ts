import type { OpenSend } from '../ledger/open-send.table.ts'
import { mayNotBegin, type Send } from '../ledger/send.ts'
import { finishReopening } from './finish-reopening.ts'
import { notifyOfHolds } from './notify-of-holds.ts'
import type { Round, Swept } from './sweep-round.ts'

/**
 * Longer than a start message is retried (five times a quarter of an hour), and than any run that starts a send lives.
 */
export const startAgainMs = 3_600_000

/**
 * Looks after a send that has not begun. Its requester may have died between the ledger and the queue, and requesting a
 * test again would create another one.
 */
export const sweepUnstarted = async (
  round: Round,
  send: Send,
  { stamp, hintedAt }: OpenSend,
): Promise<Swept> => {
  const { openSends, schedulingQueue, hintAgainMs, time } = round
  const now = time.earliest()
  if (send.cancelledAt && send.reopening) {
    await finishReopening(round, { ...send, cancelledAt: send.cancelledAt })
    return { outcome: 'goes-on' }
  }
  // A start may have read it just before it was cancelled.
  if (send.cancelledAt)
    return { outcome: Date.parse(send.cancelledAt) + startAgainMs < now ? 'over' : 'goes-on' }
  // So that they can approve it in time.
  if (!mayNotBegin(send)) await notifyOfHolds(round, send)
  const due = Math.max(Date.parse(send.requestedAt), Date.parse(send.at ?? send.requestedAt))
  // A correction is begun once its source is closed, and whoever began it before left it at that.
  const againMs = send.filter?.corrects ? hintAgainMs : startAgainMs
  const isStale = hintedAt === undefined ? due + hintAgainMs < now : hintedAt + againMs < now
  if (isStale && !mayNotBegin(send)) {
    await schedulingQueue.send([{ kind: 'start', send: send.id }])
    await openSends.hinted(send.id, stamp, time.likely())
  }
  return { outcome: 'goes-on' }
}
