import * as z from 'zod'

/**
 * A reader's pause: what begins to be sent before `until` passes them by. It lapses by itself. A lapsed one stays in the
 * row, so that a send that began before its end still passes its reader by.
 */
export const Pause = z.object({
  /** When it ends, and when it began: ISO 8601 in UTC. */
  until: z.string(),
  since: z.string(),
})
export type Pause = z.infer<typeof Pause>

/** Whoever may pause: only an active reader's row has a pause. */
type Paused = { status: string; paused?: Pause | undefined }

/** A year, by whichever calendar date and in whichever time zone it is chosen. */
const longestMs = 367 * 86_400_000

/** A reader's pause, while it lasts. @param now Unix ms */
export const pauseOf = (row: Paused | undefined, now: number): Pause | undefined =>
  row?.status === 'active' && row.paused && Date.parse(row.paused.until) > now ? row.paused : undefined

/**
 * Whether what began to be sent at a time passes a reader by, because they pause, or did then. Compares two stored times,
 * so that no clock matters, and a pause that ends while a send is under way brings nobody back into it.
 * @param from ISO 8601 in UTC, with milliseconds
 */
export const isPassedBy = ({ paused }: Paused, from: string): boolean =>
  paused !== undefined && paused.until > from

/**
 * A pause as asked for; it goes on from when it began if there is one.
 * @returns undefined when it would end before it begins, or is longer than a year
 */
export const pausedUntil = (
  row: Paused,
  { at, until }: { at: string; until: string },
  now: number,
): Pause | undefined => {
  const ms = Date.parse(until) - Date.parse(at)
  if (!(ms > 0 && ms <= longestMs)) return undefined
  return { until: new Date(until).toISOString(), since: pauseOf(row, now)?.since ?? at }
}
