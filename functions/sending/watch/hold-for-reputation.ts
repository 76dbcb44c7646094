import type { SendStatus } from '../status/status.ts'
import { isOverLimit } from './reputation-limits.ts'
import type { Round } from './sweep-round.ts'

/**
 * Holds a send with too many bounces or complaints until a person has looked. A send that a person trusts is not held
 * again.
 * @returns whether it is held now
 */
export const holdForReputation = async (
  { sends, notify, time }: Round,
  { send, reports, audience }: SendStatus,
): Promise<boolean> => {
  if (send.trusted || !isOverLimit(reports, audience.accepted)) return false
  const since = new Date(time.likely()).toISOString()
  if (await sends.hold(send.id, 'reputation', since))
    await notify({ about: 'held', send: send.id, cause: 'reputation', since })
  return true
}
