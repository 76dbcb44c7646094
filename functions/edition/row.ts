import type { Issue, Section } from '../issue/issue.ts'
import type { Language } from '../platform/language.ts'
import type { ListedArticle, PublishedIssue } from './edition.table.ts'
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
  const { id, number, title, period, release, date, cover, sections } = issue
  const languages = Object.keys(editions)
  return {
    id,
    ...(number !== undefined && { number }),
    ...(title && { title }),
    ...(period && { period }),
    ...(release && { release }),
    ...(date && { date }),
    editions,
    topics: built[0]?.digest.topics ?? [],
    ...(sections.some(isForEverybody) && { forEverybody: true as const }),
    coverLines: cover.lines,
    publishedAt: same ? before.publishedAt : new Date(now).toISOString(),
    ...(!release && !date && firstPublished(before, same)),
    ...(cover.image && { cover: imagesOf(issue).of(cover.image.path) }),
    articles: Object.fromEntries(
      languages.map((language) => [language, listed(issue, language, mostListed / languages.length)]),
    ),
  }
}

/** Correcting an issue that bears no day must not move it among others. */
const firstPublished = (before: PublishedIssue | undefined, same: boolean | undefined) => {
  const at = before?.firstPublishedAt ?? (same ? undefined : before?.publishedAt)
  return at && { firstPublishedAt: at }
}

const isForEverybody = ({ topic, articles }: Section): boolean => topic === undefined && articles.length > 0

/** An item of the table may have 400 KB. */
const mostListed = 250_000

/** The first articles whose texts have no more than so many bytes. */
const listed = ({ sections }: Issue, language: Language, most: number): ListedArticle[] => {
  const found: ListedArticle[] = []
  let bytes = 0
  for (const { slug, texts } of sections.flatMap(({ articles }) => articles)) {
    const { title, summary } = texts[language]!
    bytes += Buffer.byteLength(`${slug}${title}${summary}`)
    if (bytes > most) break
    found.push({ slug, title, ...(summary !== undefined && { summary }) })
  }
  return found
}
