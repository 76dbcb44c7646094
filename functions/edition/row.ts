import type { Issue } from '../issue/issue.ts'
import type { PublishedIssue } from './edition.table.ts'
import type { Edition } from './edition.ts'
import { imagesOf } from './images.ts'

/**
 * What the table keeps of an issue.
 * @param before what it keeps now; editions that stay the same keep the time of their publishing
 * @param now Unix ms
 */
export const rowOf = (
  issue: Issue,
  built: Edition[],
  before: PublishedIssue | undefined,
  now: number,
): PublishedIssue => {
  const editions = Object.fromEntries(built.map(({ hash, digest }) => [digest.language, hash]))
  const same = before && Object.entries(editions).every(([key, hash]) => before.editions[key] === hash)
  const articles = issue.sections.flatMap((section) => section.articles)
  return {
    id: issue.id,
    number: issue.number,
    period: issue.period,
    release: issue.release,
    editions,
    topics: built[0]?.digest.topics ?? [],
    coverLines: issue.cover.lines,
    publishedAt: same ? before.publishedAt : new Date(now).toISOString(),
    cover: imagesOf(issue).of(issue.cover.image),
    articles: Object.fromEntries(
      Object.keys(editions).map((language) => [
        language,
        articles.map(({ slug, texts }) => {
          const { title, summary } = texts[language]!
          return { slug, title, summary }
        }),
      ]),
    ),
  }
}
