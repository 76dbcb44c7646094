import { isDeepStrictEqual } from 'node:util'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import type { BatchesTable } from './batch.table.ts'
import type { Batch } from './batch.ts'
import type { OpenSendsTable } from './open-send.table.ts'
import { placeOf } from './plan-step.ts'
import type { RangeEndsTable } from './range-end.table.ts'
import type { SendId } from './send.ts'
import type { SesReportsTable } from './ses-report.table.ts'
import type { StoredSums, SumsTable } from './sums.table.ts'
import { type Noted, type Place, type Sums, sumUp } from './sums.ts'

export type RangeSumsDeps = {
  sums: SumsTable
  openSends: Pick<OpenSendsTable, 'touch'>
  rangeEnds: Pick<RangeEndsTable, 'get'>
  batches: Pick<BatchesTable, 'survey'>
  sesReports: Pick<SesReportsTable, 'survey'>
  /** Creates a unique name. */
  token: () => string
  time: Pick<DatabaseClock, 'earliest' | 'latest'>
}

export type Survey = {
  /** The stored sums; undefined when somebody else stored newer ones meanwhile. */
  stored?: StoredSums
  batches: Batch[]
  unreadable: Error[]
}

/** Several writers may update a range's sums; in each round one succeeds. */
const mostRounds = 20

/**
 * Maintains the sums of a send's parts. They are always derived from the rows and written over the version that was
 * read before the rows, so sums older than a change never replace newer ones.
 */
export const createRangeSums = ({
  sums,
  openSends,
  rangeEnds,
  batches,
  sesReports,
  token,
  time,
}: RangeSumsDeps) => {
  /** Unreadable sums hide whether somebody is about to reopen batches, so assume that somebody is. */
  const notedIn = (known: StoredSums | undefined): Noted =>
    known?.unreadable ? { reopening: { unknown: time.latest() } } : (known?.sums ?? {})

  const derive = async (
    id: SendId,
    place: Place,
    noted: Noted,
  ): Promise<{ sums: Sums; batches: Batch[]; unreadable: Error[] }> => {
    const range = place === 'all' ? undefined : place
    const [end, reported, found] = await Promise.all([
      range === undefined ? undefined : rangeEnds.get(id, range),
      sesReports.survey(id, range),
      batches.survey(id, range),
    ])
    const { items, unreadable } = found
    const derived = sumUp(
      {
        place,
        batches: items,
        unreadable: unreadable.length,
        reports: reported,
        ...defined({ end }),
        now: time.earliest(),
      },
      noted,
    )
    return { sums: derived, batches: items, unreadable }
  }

  /**
   * Derives the sums once and stores them if they have changed. Sums that miss an unreadable batch are incomplete, and
   * sums that replace unreadable ones are not yet `done`. In both cases the send is first opened to the sweeper, even
   * if the sweeper had forgotten it, so that it is looked at again.
   */
  const survey = async (
    id: SendId,
    place: Place,
    note: (before: Noted) => Noted = (before) => before,
  ): Promise<Survey> => {
    // Read the version before everything else: sums stored meanwhile may include changes that these miss.
    const known = await sums.get(id, place)
    const { sums: derived, ...rest } = await derive(id, place, note(notedIn(known)))
    const isSame = known && isDeepStrictEqual({ ...known.sums, at: 0 }, { ...derived, at: 0 })
    if (!isSame && (known?.unreadable || rest.unreadable.length > 0)) await openSends.touch(id)
    const stored = isSame ? known : await sums.put(id, place, known?.version, derived)
    return { ...defined({ stored }), ...rest }
  }

  const change = async (
    id: SendId,
    place: Place,
    note: (before: Noted) => Noted,
    isNoted: (noted: Noted) => boolean,
  ) => {
    for (let round = 0; round < mostRounds; round += 1) {
      const { stored } = await survey(id, place, note)
      // An answer may have been lost; then the next round finds our own write.
      if (stored && isNoted(stored.sums)) return
    }
    throw new Error(`The sums of ${id}, range ${place}, kept changing`)
  }

  return {
    get: sums.get,
    list: sums.list,
    survey,

    /** Notes that all batches of a range are reopened that a cancel had closed, up to an asking anew of its send. */
    reopened: (send: SendId, range: number, anew: number): Promise<void> =>
      change(
        send,
        range,
        (before) => ({ ...before, anew: Math.max(before.anew ?? 0, anew) }),
        (noted) => (noted.anew ?? 0) >= anew,
      ),

    /**
     * Derives the sums of a batch's range again, after a change to the batch. Losing twice is as good as winning: the
     * second winner read a version stored after our change, and the batches after that. Series are left to the sweeper,
     * which looks at them within the minute.
     */
    refresh: async (send: SendId, batch: string): Promise<void> => {
      const place = placeIn(batch)
      if (place === 'all') await openSends.touch(send)
      else
        for (let round = 0; round < 2; round += 1) {
          const { stored } = await survey(send, place)
          if (stored) return
        }
    },

    /**
     * Runs work that reopens batches of a part of a send. Beforehand the send is opened to the sweeper, and the
     * part stops being `done`. The part does not become `done` again until the sums after the work are derived, or its
     * worker is certainly dead.
     * @throws what `work` throws; its mark then stays, because its writes may still take effect
     */
    reopening: async <Result>(send: SendId, place: Place, work: () => Promise<Result>): Promise<Result> => {
      const name = token()
      // Before the mark, in case this dies right after it: then the sweeper takes the mark away in time.
      await openSends.touch(send)
      const isMarked = ({ reopening = {} }: Noted) => reopening[name] !== undefined
      await change(
        send,
        place,
        (before) => ({ ...before, reopening: { ...before.reopening, [name]: time.latest() } }),
        isMarked,
      )
      // And after it: a sweeper that saw the send finished before the mark then finds another stamp and does not forget it.
      await openSends.touch(send)
      const result = await work()
      const unmark = ({ reopening = {}, ...before }: Noted): Noted => {
        const { [name]: _, ...others } = reopening
        return { ...before, reopening: others }
      }
      await change(send, place, unmark, (noted) => !isMarked(noted))
      return result
    },
  }
}
export type RangeSums = ReturnType<typeof createRangeSums>

/** The part of a send that a batch belongs to. Batches of a series have their readers' ids as keys. */
export const placeIn = (batch: string): Place => (/^\d{3}-\d{4}/.test(batch) ? placeOf(batch).range : 'all')
