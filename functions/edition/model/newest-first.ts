/** The fields of a row that decide an issue's place among others. */
type DatedIssue = {
  id: string
  number?: number | undefined
  release?: string | undefined
  date?: string | undefined
  publishedAt: string
  firstPublishedAt?: string | undefined
}

/**
 * Orders issues for lists. Numbered issues come by number, newest first. An issue without a number comes before the
 * first numbered one that is no later, judged by release, else by the day on its cover, else by its first publication.
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

/** A local time, a day, or UTC: precise enough to order issues. */
const dayOf = ({ release, date, publishedAt, firstPublishedAt = publishedAt }: DatedIssue): string =>
  release ?? date ?? firstPublishedAt

const byNumber = (a: DatedIssue, b: DatedIssue): number => b.number! - a.number! || byId(a, b)
const byDay = (a: DatedIssue, b: DatedIssue): number =>
  dayOf(a) === dayOf(b) ? byId(a, b) : dayOf(a) < dayOf(b) ? 1 : -1
const byId = (a: DatedIssue, b: DatedIssue): number => (a.id < b.id ? 1 : -1)
