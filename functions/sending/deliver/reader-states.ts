import { type Clocks, elapsedSince, type Moment, momentOf } from '../../runtime/clocks.ts'
import type { Subscriber } from '../../subscription/states/subscriber.ts'

export type FreshStatesDeps = {
  /** Consistent reads. */
  subscribers: { getMany(ids: readonly string[]): Promise<Map<string, Subscriber>> }
  clocks: Clocks
}

/** What a reader's row said, and when it was asked for: the state is as old as that, however late the answer came. */
export type ReaderState = { reader: Subscriber | undefined; askedAt: Moment }

/** How old a reader's state may be when a call to SES begins. */
const freshMs = 2_000
/** Those due within this are read together; the rest of `freshMs` is for the read itself and for being late. */
export const readAheadMs = 1_500

/** For making the message and signing the call. */
const spareMs = 100

export const isFresh = (clocks: Clocks, { askedAt }: Pick<ReaderState, 'askedAt'>, afterMs = 0): boolean =>
  elapsedSince(clocks, askedAt) + afterMs <= freshMs

/** Readers' states, each no older than two seconds when it is used. */
export const createFreshStates = ({ subscribers, clocks }: FreshStatesDeps) => {
  const states = new Map<string, ReaderState>()
  return {
    /**
     * The state of a reader who is due.
     * @param inMs in how many milliseconds. @param soon ids of those due next, read with this one if it has to be read
     */
    of: async (id: string, inMs: number, soon: () => readonly string[]): Promise<ReaderState> => {
      const known = states.get(id)
      if (known && isFresh(clocks, known, inMs + spareMs)) return known
      states.clear()
      const askedAt = momentOf(clocks)
      const ids = [...new Set([id, ...soon()])]
      const readers = await subscribers.getMany(ids)
      for (const one of ids) states.set(one, { reader: readers.get(one), askedAt })
      return states.get(id)!
    },
  }
}
