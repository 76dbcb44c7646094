import { isDeepStrictEqual } from 'node:util'
import type { SubscriberId } from './reader-id.ts'
import type { SubscribersTable } from './subscriber.table.ts'
import type { Subscriber } from './subscriber.ts'

export type Subscribers = Pick<SubscribersTable, 'get' | 'replace'>

/** The new state of a subscriber; without `after` nothing is written. */
export type Decision<Result> = { after?: Subscriber; result: Result }
type MaybeLater<Value> = Value | Promise<Value>

const attempts = 6

/**
 * Reads a subscriber, decides, and writes. If another writer came in between, reads and decides again.
 * @param decide must have no side effects: it may be called several times
 * @throws when the subscriber changed at each of six attempts
 */
export const changeSubscriber = async <Result>(
  subscribers: Subscribers,
  id: SubscriberId,
  decide: (before: Subscriber | undefined) => MaybeLater<Decision<Result>>,
): Promise<Result> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await subscribers.get(id)
    const { after, result } = await decide(before)
    if (!after) return result
    if ((await subscribers.replace(before, after)) === 'written') return result
    // The SDK retries a write whose answer was lost. The conflict may then be with our own write.
    if (isOurs(await subscribers.get(id), before, after)) return result
  }
  throw new Error(`A subscriber changed at each of ${attempts} attempts to change it`)
}

const isOurs = (found: Subscriber | undefined, before: Subscriber | undefined, after: Subscriber): boolean =>
  isDeepStrictEqual(found, { ...after, revision: (before?.revision ?? 0) + 1 })
