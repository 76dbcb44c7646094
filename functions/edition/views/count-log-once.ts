import { countViews, type DayViews } from './views-in-log.ts'

export type CountLogDeps = {
  /** The lines of a log, unpacked. */
  lines: (key: string) => AsyncIterable<string>
  views: {
    /** Adds views of some pages, once for each mark. */
    add(views: DayViews, mark: string): Promise<void>
  }
  /** A short name of a log for what was counted of it. */
  markOf: (key: string) => string
}

/** So many pages fit into one update of DynamoDB: an expression may have 4 KB. */
const pagesAtOnce = 100

/**
 * Counts the views in a log and adds them up, each exactly once however often it is called and wherever it is killed:
 * the log never changes, and each write is made under a mark that a repetition meets.
 * @returns how many lines were read and how many could not be
 * @throws when no line can be read, as of another format
 */
export const createCountLog =
  ({ lines, views, markOf }: CountLogDeps) =>
  async (key: string): Promise<{ read: number; unread: number }> => {
    const { days, read, unread } = await countViews(lines(key))
    if (read === 0 && unread > 0)
      throw new Error(`${key} is no log in JSON with the fields that are asked for`)
    for (const { issue, day, pages } of days) {
      // In one order at each call, so that a part has the same mark again.
      const sorted = [...pages].toSorted(([a], [b]) => (a < b ? -1 : 1))
      for (let from = 0; from < sorted.length; from += pagesAtOnce)
        await views.add(
          { issue, day, pages: new Map(sorted.slice(from, from + pagesAtOnce)) },
          markOf(`${key} ${from}`),
        )
    }
    return { read, unread }
  }
