import { isDeepStrictEqual } from 'node:util'
import type { SubscriberId } from './reader-id.ts'
import type { SubscribersTable } from './subscriber.table.ts'
import type { ReaderRow } from './subscriber.ts'

export type Subscribers = Pick<SubscribersTable, 'get' | 'replace'>

/** The new state of a subscriber; without `after` nothing is written. */
export type Decision<Result> = { after?: ReaderRow; result: Result }
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
  decide: (before: ReaderRow | undefined) => MaybeLater<Decision<Result>>,
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

const isOurs = (found: ReaderRow | undefined, before: ReaderRow | undefined, after: ReaderRow): boolean =>
  isDeepStrictEqual(found, asWritten(before, after))

/** What stands when a row is written. An erased reader's new sign-up is written beside their row, which stays. */
export const asWritten = (before: ReaderRow | undefined, after: ReaderRow): ReaderRow =>
  after.status === 'erased' && after.request
    ? { ...after, request: { ...after.request, revision: after.request.revision + 1 } }
    : { ...after, revision: (before?.revision ?? 0) + 1 }
