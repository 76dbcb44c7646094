import type { Frozen, Send } from '../ledger/send.ts'
import type { Place, Sums } from '../ledger/sums.ts'
import { putOffSlices } from '../schedule/put-off-slices.ts'
import type { Round } from './sweep-round.ts'

/**
 * Lets a send go that waits for its approval and needs none: all of it is planned, and it goes to no more readers than may
 * get it without. Who was mailed before a cancel counts, and so does whom the cancel left out: they are to wait again.
 * @returns whether it goes on
 */
export const approveIfSmall = async (
  { sends, planQueue, time }: Pick<Round, 'sends' | 'planQueue' | 'time'>,
  send: Send & { frozen: Frozen },
  stored: ReadonlyMap<Place, Sums>,
): Promise<boolean> => {
  const ranges = Array.from({ length: send.frozen.ranges }, (_, range) => range)
  let readers = 0
  for (const range of ranges) {
    const sums = stored.get(range)
    if (!sums?.ended || sums.unreadable) return false
    readers += readersIn(sums)
  }
  if (readers > (send.approval?.above ?? 0)) return false
  await putOffSlices({ sends, time }, send, send.frozen.at)
  if (!(await sends.approve(send.id, send))) return false
  // Batches of a range that is planned are hinted at anew: workers have put them aside.
  await planQueue.send(ranges.map((range) => ({ send: send.id, range })))
  return true
}

const readersIn = ({ candidates, excluded }: Sums): number => {
  const left = Object.entries(excluded).filter(([reason]) => reason !== 'cancelled')
  return candidates - left.reduce((sum, [, count]) => sum + count, 0)
}
