import { shards } from '../states/reader-id.ts'
import type { SubscribersTable } from '../states/subscriber.table.ts'
import { present, type Subscriber } from '../states/subscriber.ts'
import { cursorOf, placeOf } from './readers-cursor.ts'

export type WalkReadersDeps = {
  subscribers: Pick<SubscribersTable, 'page'>
  /** Unix ms. */
  now: () => number
  /** How long one call may go on reading, ms. */
  patienceMs: number
}

/** At most so many rows in one query: a megabyte of them, which is what DynamoDB reads in one. */
const pageSize = 500

/** `next`: where the next call goes on; absent when everybody has been visited. */
export type Walked = { next?: string }

/**
 * Visits readers shard by shard in the order of their ids: a stable order, in which nobody is met twice although readers
 * come and go meanwhile. A sign-up that lapsed is passed over even if DynamoDB has yet to delete it.
 * @returns a function of the `next` of the call before, and a visitor of a reader and the time (Unix ms), which says
 * `enough` to end the call after that reader. It also ends when its time is over, so a call may visit nobody. Undefined for what is no cursor.
 */
export const createWalkReaders =
  ({ subscribers, now, patienceMs }: WalkReadersDeps) =>
  async (
    cursor: string | undefined,
    visit: (subscriber: Subscriber, now: number) => 'enough' | undefined,
  ): Promise<Walked | undefined> => {
    const begun = now()
    let place = placeOf(cursor)
    if (!place) return undefined
    while (place.shard < shards.length) {
      const page = await subscribers.page(shards[place.shard]!, place.after, pageSize)
      for (const row of page.subscribers) {
        const subscriber = present(row, begun)
        if (subscriber && visit(subscriber, begun) === 'enough')
          return { next: cursorOf({ shard: place.shard, after: row.id }) }
      }
      place = page.next === undefined ? { shard: place.shard + 1 } : { ...place, after: page.next }
      if (place.shard < shards.length && now() - begun >= patienceMs) return { next: cursorOf(place) }
    }
    return {}
  }
export type WalkReaders = ReturnType<typeof createWalkReaders>
