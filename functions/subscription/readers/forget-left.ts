import type { Deadline } from '../../runtime/clocks.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import { changeSubscriber, type Subscribers } from '../states/change-subscriber.ts'
import type { SubscriberId } from '../states/reader-id.ts'
import { transition } from '../states/state-machine.ts'
import type { SubscribersTable } from '../states/subscriber.table.ts'
import { createWalkReaders } from './walk-readers.ts'

export type ForgetLeftDeps = {
  subscribers: Subscribers & Pick<SubscribersTable, 'page'>
  /** Where the last round ran out of time. */
  cursor: { get(): Promise<string | undefined>; set(next: string | undefined): Promise<void> }
  /** How long it is kept who somebody was that has left, ms. */
  keptMs: number
  /** Unix ms. */
  now: () => number
}

/** `forgotten`: of how many readers something went. `isThrough`: all were looked at. */
export type ForgotLeft = { forgotten: number; isThrough: boolean }

const atOnce = 10

/**
 * Goes through all readers, from where it ran out of time the last time, and forgets what is kept no longer of who has
 * left. Killed anywhere, it begins again there: what was done is done again without harm.
 * @throws when some could not be forgotten, after all others were
 */
export const createForgetLeft =
  ({ subscribers, cursor, keptMs, now }: ForgetLeftDeps) =>
  async (deadline: Deadline): Promise<ForgotLeft> => {
    // No patience: each call reads one page.
    const walk = createWalkReaders({ subscribers, now, patienceMs: 0 })
    let [forgotten, failed] = [0, 0]
    let next = await cursor.get()
    do {
      const left: SubscriberId[] = []
      const walked = await walk(next, (reader) => {
        if (reader.status === 'unsubscribed') left.push(reader.id)
        return undefined
      })
      await inParallel(left, atOnce, async (id) => {
        try {
          if (await forget(subscribers, id, keptMs, now())) forgotten += 1
        } catch {
          failed += 1
        }
      })
      // What is no cursor begins anew.
      next = walked?.next
    } while (next !== undefined && deadline.leftMs() > 0)
    await cursor.set(next)
    // Nobody is named in the log.
    if (failed > 0) throw new Error(`${failed} readers could not be forgotten: the next round tries again`)
    return { forgotten, isThrough: next === undefined }
  }

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
