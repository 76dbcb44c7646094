/** What a row of the table says of an issue's place among others. */
type DatedIssue = {
  id: string
  number?: number | undefined
  release?: string | undefined
  date?: string | undefined
  publishedAt: string
  firstPublishedAt?: string | undefined
}

/**
 * Issues in the order of lists: numbered ones by their numbers, the newest first; one without a number stands before
 * the first of them that is no later, by release, else by the day it bears, else by its first publishing.
 */
export const newestFirst = <Issue extends DatedIssue>(issues: readonly Issue[]): Issue[] => {
  const numbered = issues.filter(({ number }) => number !== undefined).sort(byNumber)
  const others = issues.filter(({ number }) => number === undefined).sort(byDay)
  const ordered: Issue[] = []
  for (const issue of numbered) {
    while (others[0] && dayOf(others[0]) > dayOf(issue)) ordered.push(others.shift()!)
    ordered.push(issue)
  }
  return [...ordered, ...others]
}

/** Local time, a day, or UTC: near enough to put one issue before another. */
const dayOf = ({ release, date, publishedAt, firstPublishedAt = publishedAt }: DatedIssue): string =>
  release ?? date ?? firstPublishedAt

const byNumber = (a: DatedIssue, b: DatedIssue): number => b.number! - a.number! || byId(a, b)
const byDay = (a: DatedIssue, b: DatedIssue): number =>
  dayOf(a) === dayOf(b) ? byId(a, b) : dayOf(a) < dayOf(b) ? 1 : -1
const byId = (a: DatedIssue, b: DatedIssue): number => (a.id < b.id ? 1 : -1)
