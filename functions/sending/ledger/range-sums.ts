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
  /** A name that no other has. */
  token: () => string
  time: Pick<DatabaseClock, 'earliest' | 'latest'>
}

export type Survey = {
  /** As they stand now; undefined when another put newer ones meanwhile. */
  stored?: StoredSums
  batches: Batch[]
  unreadable: Error[]
}

/** Others put sums of the same range meanwhile; each round one of us gets on. */
const mostRounds = 20

/**
 * Keeps the sums of a send's parts. Each time they are derived from the rows themselves and put over the version that
 * was read before that, so that sums of before a change never stand over sums of after it.
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
  /** Who was about to reopen batches is not known of sums that cannot be read: somebody may be, from now on. */
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
   * Derives once and puts that, unless it says nothing new. What lacks a batch that cannot be read is not all of it, and
   * what is put over unreadable sums is not done yet: first the send is opened to the sweeper, also one that it had
   * forgotten, so that somebody looks again.
   */
  const survey = async (
    id: SendId,
    place: Place,
    note: (before: Noted) => Noted = (before) => before,
  ): Promise<Survey> => {
    // The version is read before everything else: sums put meanwhile may know of changes that these do not.
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
      // An answer may have been lost: then the next round finds what the last one wrote.
      if (stored && isNoted(stored.sums)) return
    }
    throw new Error(`The sums of ${id}, range ${place}, kept changing`)
  }

  return {
    get: sums.get,
    list: sums.list,
    survey,

    /**
     * Derives the sums of a batch's range anew, after something of the batch was written. Losing twice is as good as
     * winning: who won the second time read a version that was put after our change, and the batches after that. A
     * series is left to the sweeper, which looks at it within the minute.
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
     * Does what reopens batches of a part of a send. Before that the part is no longer done, and the send is open to
     * the sweeper; nobody says `done` until the work's sums are derived, or its worker is surely dead.
     * @throws what `work` throws; its mark stays then, since its writes may still land
     */
    reopening: async <Result>(send: SendId, place: Place, work: () => Promise<Result>): Promise<Result> => {
      const name = token()
      const isMarked = ({ reopening = {} }: Noted) => reopening[name] !== undefined
      await change(
        send,
        place,
        (before) => ({ ...before, reopening: { ...before.reopening, [name]: time.latest() } }),
        isMarked,
      )
      // After the mark: a sweeper that saw the send at its end before finds another stamp and does not forget it.
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

/** The part of a send that a batch belongs to. A series' batches have their readers' ids as keys. */
export const placeIn = (batch: string): Place => (/^\d{3}-\d{4}/.test(batch) ? placeOf(batch).range : 'all')
