import { type Room, roomFor, roomWithin } from '../ledger/batches-to-queue.ts'
import type { Send } from '../ledger/send.ts'
import { leftOf } from './quota-once.ts'
import type { Round } from './sweep-round.ts'

/**
 * Lets a send go on that stood still because SES took no more that day, when SES takes more by its live quota.
 * @returns the send as it stands now, and how much there is room for if it was lifted
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
  // SES took no mail to the administrator either until now. Before the lift, after which nobody sees that it was held.
  await notify({ about: 'held', send: send.id, cause: 'quota', since })
  if (!(await sends.lift(send.id, ['quota'], false))) return { send }
  const { quota: _, ...holds } = send.holds
  return { send: { ...send, holds }, lifted: roomWithin(roomFor(said.rate, hintAgainMs), left) }
}
