import { inParallel } from '../../runtime/in-parallel.ts'
import { changeSubscriber, type Subscribers } from '../states/change-subscriber.ts'
import type { SubscriberId } from '../states/reader-id.ts'
import { transition } from '../states/state-machine.ts'

export type ForgetLeftDeps = {
  subscribers: Subscribers
  /** How long it is kept who somebody was that has left (`keepUnsubscribedDays`), ms. Who never confirms lapses by itself (`unconfirmed-days.ts`). */
  keptMs: number
  /** Unix ms. */
  now: () => number
}

const atOnce = 10

/**
 * Forgets what is kept no longer of readers who have left.
 * @returns a function of their ids: of how many something went
 * @throws when some could not be forgotten, after all others were
 */
export const createForgetLeft =
  ({ subscribers, keptMs, now }: ForgetLeftDeps) =>
  async (left: readonly SubscriberId[]): Promise<number> => {
    let [forgotten, failed] = [0, 0]
    await inParallel(left, atOnce, async (id) => {
      try {
        if (await forget(subscribers, id, keptMs, now())) forgotten += 1
      } catch {
        failed += 1
      }
    })
    // Nobody is named in the log.
    if (failed > 0) throw new Error(`${failed} readers could not be forgotten: the next round tries again`)
    return forgotten
  }
export type ForgetLeft = ReturnType<typeof createForgetLeft>

const forget = (
  subscribers: Subscribers,
  id: SubscriberId,
  keptMs: number,
  now: number,
): Promise<boolean> => {
  const [at, leftBefore] = [now, now - keptMs].map((ms) => new Date(ms).toISOString())
  return changeSubscriber(subscribers, id, (row) => {
    const after = transition(row, { type: 'forget', at: at!, leftBefore: leftBefore! }, now)
    return after ? { after, result: true } : { result: false }
  })
}
