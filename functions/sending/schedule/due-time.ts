import { spanOf } from './time-zone-slots.ts'

/** When somebody wants a send to go out: see `SendRequest`; neither = now. */
type WantedTime = { at?: string; ownZones?: string }

/** When a send is due, ISO 8601; undefined = now. By readers' own clocks, that is the time in the first zone. */
export const dueOf = ({ at, ownZones }: WantedTime, now: number): string | undefined | 'past' => {
  if (ownZones) {
    const { first, last } = spanOf(ownZones)
    if (last <= now) return 'past'
    // Readers whose local time has already passed get it first; the others get it at their time.
    return first <= now ? undefined : new Date(first).toISOString()
  }
  return at && Date.parse(at) <= now ? 'past' : at
}

/**
 * An issue published up to this many ms after its release is still sent automatically; later, a person must confirm.
 */
export const overdueMs = 6 * 3_600_000

/** Schedules have a precision of a second and run to the minute, and clocks differ. */
export const precisionMs = 60_000

/** A time this close, in ms, would pass before its schedule exists. */
export const soonMs = 200
