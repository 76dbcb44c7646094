import { type ReaderState, stateOf } from '../states/state-machine.ts'
import type { Subscriber } from '../states/subscriber.ts'
import type { WalkReaders } from './walk-readers.ts'

/** Whom to list; what is absent does not matter. Who pauses is `paused`, and not `active`. Who chose no topics gets all of them, and so matches any. */
export type ReaderFilter = {
  status?: ReaderState | undefined
  language?: string | undefined
  topic?: string | undefined
  /** Whose address has this in it, however it is written. */
  search?: string | undefined
}

const matches = (
  subscriber: Subscriber,
  { status, language, topic, search }: ReaderFilter,
  now: number,
): boolean =>
  (status === undefined || stateOf(subscriber, now) === status) &&
  (language === undefined || subscriber.language === language) &&
  (topic === undefined || subscriber.topics.length === 0 || subscriber.topics.includes(topic)) &&
  (search === undefined || subscriber.email.includes(search.toLowerCase()))

export type ReaderPage = { readers: Subscriber[]; next?: string }

/**
 * Lists readers in the order of their ids, which are hashes: a stable one, by which a list goes on after any of them.
 * @returns a function of a filter, the `next` of the page before, and how many at most. A page may hold fewer, or
 * nobody, when its time was over: the list ends where there is no `next`. Undefined for what is no cursor.
 */
export const createListReaders =
  (walk: WalkReaders) =>
  async (
    filter: ReaderFilter,
    cursor: string | undefined,
    atMost: number,
  ): Promise<ReaderPage | undefined> => {
    const readers: Subscriber[] = []
    const walked = await walk(cursor, (subscriber, now) => {
      if (matches(subscriber, filter, now)) readers.push(subscriber)
      return readers.length === atMost ? 'enough' : undefined
    })
    return walked && { readers, ...walked }
  }
export type ListReaders = ReturnType<typeof createListReaders>
