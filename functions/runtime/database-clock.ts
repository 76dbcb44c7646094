import { type Clocks, elapsedSince, type Moment } from './clocks.ts'

/**
 * The database's time, taken from its answers: the one clock that all functions share. Leases, waits and due times are
 * judged by it, so a function whose own clock is an hour off behaves like any other.
 */
export type DatabaseClock = {
  /**
   * Takes in the `Date` header of an answer (RFC 9110 §6.6.1: whole seconds, rounded down).
   * @param date Unix ms
   * @param askedAt when the request was sent
   */
  heard: (date: number, askedAt: Moment) => void
  /** A lower bound of the database's current time, Unix ms. Use it to decide that something has ended. */
  earliest: () => number
  /** An upper bound of the database's current time, Unix ms. Use it to compute an end that must not come too early. */
  latest: () => number
  /** The local wall clock, clamped between `earliest` and `latest`, Unix ms. */
  likely: () => number
}

/**
 * Dates are rounded down to the second, and the clocks of the database's many hosts may differ by some milliseconds.
 */
const dateSpreadMs = 1_100

/** @throws from every method but `heard`, until the database has answered once */
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
