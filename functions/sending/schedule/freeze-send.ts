import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import type { Publication } from '../../publication/publication.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import { rangesFor } from '../ledger/plan-sizes.ts'
import type { Frozen, Send } from '../ledger/send.ts'
import type { SlicesFor } from './measure-audience.ts'

export type FreezeDeps = {
  subscribers: { estimate(): Promise<number> }
  /** The publication's time zone. */
  timeZone: string
  /** What the publication tracks. */
  tracking: Publication['tracking']
  slicesFor: SlicesFor
  time: Pick<DatabaseClock, 'earliest'>
}

/**
 * What a send keeps for good when it begins: its time, its editions, how many ranges it is planned in, the zone of
 * readers who named none, what is tracked, and its warm-up slices.
 * @param source what the send froze that it corrects: its plan is walked range by range
 */
export const freezeOf = async (
  send: Send,
  issue: PublishedIssue,
  { subscribers, timeZone, tracking, slicesFor, time }: FreezeDeps,
  source?: Frozen,
): Promise<Frozen> => {
  const { test, ownZones, filter } = send
  const estimate = test || source ? 0 : await subscribers.estimate()
  const frozen: Frozen = {
    // Never too late: who is planned by which address is decided by it, and a clock may be an hour off.
    at: new Date(time.earliest()).toISOString(),
    editions: issue.editions,
    // A correction is for whoever is a reader of what was sent, also where that is withdrawn, or of another topic now.
    topics: (source ?? issue).topics,
    ...defined({ forEverybody: (source ?? issue).forEverybody }),
    ranges: source?.ranges ?? rangesFor(estimate),
    ...(ownZones && { ownZones: { local: ownZones, fallback: timeZone } }),
    ...((tracking.opens || tracking.clicks) && { tracked: tracking }),
  }
  // Whoever it is for has lately had a mail of ours.
  const slices = filter?.corrects ? undefined : await slicesFor(send, frozen, estimate)
  return slices ? { ...frozen, warmUp: { slices } } : frozen
}
