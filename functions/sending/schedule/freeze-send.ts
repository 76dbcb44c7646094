import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import { rangesFor } from '../ledger/plan-sizes.ts'
import type { Frozen, Send } from '../ledger/send.ts'

export type FreezeDeps = {
  subscribers: { estimate(): Promise<number> }
  /** The publication's time zone. */
  timeZone: string
  time: Pick<DatabaseClock, 'likely'>
}

/**
 * What a send keeps for good when it begins: its time, its editions, how many ranges it is planned in, and the zone of
 * readers who named none.
 */
export const freezeOf = async (
  { test, ownZones }: Send,
  issue: PublishedIssue,
  { subscribers, timeZone, time }: FreezeDeps,
): Promise<Frozen> => ({
  at: new Date(time.likely()).toISOString(),
  editions: issue.editions,
  topics: issue.topics,
  ...defined({ forEverybody: issue.forEverybody }),
  ranges: test ? 1 : rangesFor(await subscribers.estimate()),
  ...(ownZones && { ownZones: { local: ownZones, fallback: timeZone } }),
})
