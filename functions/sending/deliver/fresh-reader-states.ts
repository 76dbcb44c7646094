import { type Clocks, elapsedSince, type Moment, momentOf } from '../../runtime/clocks.ts'
import { type Followed, followMove } from '../../subscription/states/find-moved-reader.ts'
import type { ReaderRow } from '../../subscription/states/subscriber.ts'

export type FreshStatesDeps = {
  /** Must be consistent reads. */
  subscribers: { getMany(ids: readonly string[]): Promise<Map<string, ReaderRow>> }
  clocks: Clocks
}

/**
 * A reader's row, and when it was requested. That is the state's age, however late the answer arrived. `followed`: where
 * they are if they have moved.
 */
export type ReaderState = { reader: ReaderRow | undefined; followed?: Followed | undefined; askedAt: Moment }

/** Maximum age in ms of a reader's state when a call to SES begins. */
const freshMs = 2_000
/** Readers due within this many ms are read together; the rest of `freshMs` covers the read itself and delays. */
export const readAheadMs = 1_500

/** Time to build the message and sign the call, in ms. */
const spareMs = 100

export const isFresh = (clocks: Clocks, { askedAt }: Pick<ReaderState, 'askedAt'>, afterMs = 0): boolean =>
  elapsedSince(clocks, askedAt) + afterMs <= freshMs

/** Readers' states, each at most two seconds old when used. */
export const createFreshStates = ({ subscribers, clocks }: FreshStatesDeps) => {
  const states = new Map<string, ReaderState>()
  const get = async (id: string) => (await subscribers.getMany([id])).get(id)
  const stateOf = async (reader: ReaderRow | undefined, askedAt: Moment): Promise<ReaderState> =>
    reader?.status === 'moved'
      ? { reader, followed: await followMove(reader, get), askedAt }
      : { reader, askedAt }
  return {
    /**
     * The state of a reader who is about to be called.
     * @param inMs milliseconds until then
     * @param soon ids of the next readers, to read along if this one must be read
     */
    of: async (id: string, inMs: number, soon: () => readonly string[]): Promise<ReaderState> => {
      const known = states.get(id)
      if (known && isFresh(clocks, known, inMs + spareMs)) return known
      states.clear()
      const askedAt = momentOf(clocks)
      const ids = [...new Set([id, ...soon()])]
      const readers = await subscribers.getMany(ids)
      for (const one of ids) states.set(one, await stateOf(readers.get(one), askedAt))
      return states.get(id)!
    },
  }
}
