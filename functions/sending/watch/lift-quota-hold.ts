import { type Room, roomFor, roomWithin } from '../ledger/claimable-batches.ts'
import type { Send } from '../ledger/send.ts'
import { leftOf } from './ask-quota-once.ts'
import type { Round } from './sweep-round.ts'

/**
 * Lets a send continue that was held because SES accepted no more that day, once SES's live quota has room again.
 * @returns the current send and, if the hold was lifted, how many hints there is room for
 */
export const liftQuota = async <Found extends Send>(
  { sends, quota, hintAgainMs, notify }: Pick<Round, 'sends' | 'quota' | 'hintAgainMs' | 'notify'>,
  send: Found,
): Promise<{ send: Found; lifted?: Room }> => {
  const since = send.holds.quota
  if (!since || send.cancelledAt) return { send }
  const said = await quota()
  const left = said ? leftOf(said) : 0
  if (!said || left <= 0) return { send }
  // SES accepted no mail to the administrator until now either. Notify before lifting; afterwards the hold is
  // invisible.
  await notify({ about: 'held', send: send.id, cause: 'quota', since })
  if (!(await sends.lift(send.id, ['quota'], false))) return { send }
  const { quota: _, ...holds } = send.holds
  return { send: { ...send, holds }, lifted: roomWithin(roomFor(said.rate, hintAgainMs), left) }
}
