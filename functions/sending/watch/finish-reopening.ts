import type { Send } from '../ledger/send.ts'
import { whyNobodyWaits } from '../schedule/may-wait-again.ts'
import { putOffSlices } from '../schedule/put-off-slices.ts'
import type { Round } from './sweep-round.ts'

/**
 * Has a send go on that was asked for anew, since who asked may have died. Where its issue is to be taken down, or the send has
 * a correction, the cancel holds again: who wants that has said so before looking at the send, so it is seen here, or the send
 * is seen there.
 * @param seen as it was noted, and not yet taken back
 */
export const finishReopening = async (
  { sends, openSends, editions, time }: Pick<Round, 'sends' | 'openSends' | 'editions' | 'time'>,
  seen: Send & { cancelledAt: string },
): Promise<void> => {
  if (await whyNobodyWaits({ sends, editions }, seen)) {
    await sends.cancel(seen.id, seen.cancelledAt, seen)
    return
  }
  // As who asked does: another sweeper, which saw the send cancelled, may be about to forget it.
  await openSends.touch(seen.id)
  await putOffSlices({ sends, time }, seen, seen.cancelledAt)
  await sends.takeCancelBack(seen.id, seen)
}
