import type { Send } from '../ledger/send.ts'
import type { Round } from './sweep-round.ts'

/**
 * Has a send go on that was asked for anew, since who asked may have died. Where its issue is to be taken down, the cancel
 * holds again: who wants that has said so before looking at the issue's sends, so it is seen here, or the send is seen there.
 * @param seen as it was noted, and not yet taken back
 */
export const finishReopening = async (
  { sends, editions }: Pick<Round, 'sends' | 'editions'>,
  seen: Send & { cancelledAt: string },
): Promise<void> => {
  if (await editions.issue(seen.issue)) await sends.takeCancelBack(seen.id, seen)
  else await sends.cancel(seen.id, seen.cancelledAt, seen)
}
