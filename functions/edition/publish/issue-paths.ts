import type { Language } from '../../publication/language.ts'
import type { PublishedIssue } from '../model/edition.table.ts'
import { issuePath, stubPath, textsPath } from '../model/paths.ts'

/** Paths of the pages that are there of an issue: in each language its stubs, its own, and the file of their texts. */
export const pagesOf = (row: PublishedIssue): string[] =>
  Object.keys(row.editions).flatMap((language) => [
    ...slugsOf(row, language).map((slug) => stubPath(language, row.id, slug)),
    issuePath(language, row.id),
    ...(row.texts?.[language] ? [textsPath(language, row.id)] : []),
  ])

/** Rows of before had no list of their own. */
const slugsOf = ({ slugs, articles }: PublishedIssue, language: Language): string[] =>
  slugs ?? (articles?.[language] ?? []).map(({ slug }) => slug)

/**
 * Paths at which readers could find something and will find nothing, once `after` stands in the place of `before`:
 * what `before` has, and what it was still to take down.
 */
export const pagesLeft = (before: PublishedIssue | undefined, after: PublishedIssue): string[] => {
  if (!before) return []
  const stay = new Set(pagesOf(after))
  return [...new Set([...pagesOf(before), ...(before.leaving ?? [])])].filter((path) => !stay.has(path))
}
