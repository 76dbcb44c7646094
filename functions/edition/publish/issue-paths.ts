import type { Issue, Problem } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import type { PublishedIssue } from '../model/edition.table.ts'
import { issuePath, stubPath, textsPath } from '../model/paths.ts'

/** Paths of the pages that are there of an issue: in each language its stubs, its own, and the file of their texts; old addresses. */
export const pagesOf = (row: PublishedIssue): string[] => [
  ...Object.keys(row.editions).flatMap((language) => [
    ...slugsOf(row, language).map((slug) => stubPath(language, row.id, slug)),
    issuePath(language, row.id),
    ...(row.texts?.[language] ? [textsPath(language, row.id)] : []),
  ]),
  ...(row.aliases ?? []),
]

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

/** Two issues of one number: which of them would a reader mean who asks for it? */
export const takenNumber = ({ id, number }: Issue, others: readonly PublishedIssue[]): Problem[] => {
  const other = others.find((one) => number !== undefined && one.number === number && one.id !== id)
  return other
    ? [
        {
          file: 'issue.yaml',
          reason: `number ${number} of ${id} is that of the published issue ${other.id}, too`,
        },
      ]
    : []
}

/** Old addresses of an issue that are those of others, or their pages: whoever asked first has them. */
export const takenAliases = (issue: Issue, others: readonly PublishedIssue[]): Problem[] => {
  if (issue.aliases.length === 0) return []
  const owners = new Map(
    others.filter(({ id }) => id !== issue.id).flatMap((row) => pagesOf(row).map((path) => [path, row.id])),
  )
  return issue.aliases.flatMap(({ path }) => {
    const owner = owners.get(path)
    return owner === undefined
      ? []
      : [{ file: 'issue.yaml', reason: `aliases: ${path} leads to the issue ${owner} already` }]
  })
}
