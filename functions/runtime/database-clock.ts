import { type Clocks, elapsedSince, type Moment } from './clocks.ts'

/**
 * The database's time, as its answers tell it: the one clock that all functions share. Leases, waits and due times are
 * judged by it, so that a function whose own clock is an hour off does what any other does.
 */
export type DatabaseClock = {
  /**
   * Takes in the `Date` of an answer (RFC 9110 §6.6.1: whole seconds, rounded down).
   * @param date Unix ms. @param askedAt when the question was sent
   */
  heard: (date: number, askedAt: Moment) => void
  /** No later than the database's own time now, Unix ms: what ended before this has ended. */
  earliest: () => number
  /** No earlier than the database's own time now, Unix ms: what must outlast something is reckoned from this. */
  latest: () => number
  /** Our own wall clock where it can be right, else the nearest time that can, Unix ms. */
  likely: () => number
}

/** A date is rounded down to the second, and the database's many hosts may differ by some milliseconds. */
const dateSpreadMs = 1_100

/** @throws (from all but `heard`) while the database has not answered anything */
export const createDatabaseClock = (clocks: Clocks): DatabaseClock => {
  let last: { date: number; askedAt: Moment } | undefined
  const known = () => {
    if (!last) throw new Error('The database has not answered yet, so its time is not known')
    return last
  }
  const earliest = () => known().date
  const latest = () => known().date + dateSpreadMs + elapsedSince(clocks, known().askedAt)
  return {
    heard: (date, askedAt) => {
      if (Number.isFinite(date) && (!last || date >= last.date)) last = { date, askedAt }
    },
    earliest,
    latest,
    likely: () => Math.min(Math.max(clocks.wall(), earliest()), latest()),
  }
}
