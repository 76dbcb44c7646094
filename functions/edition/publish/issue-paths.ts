import type { Issue, Problem } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import type { PublishedIssue } from '../model/edition.table.ts'
import type { SiteFile } from '../model/edition.ts'
import { issuePath, keyOf, stubPath, textsPath } from '../model/paths.ts'

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
export const takenAliases = ({ id, aliases }: Issue, others: readonly PublishedIssue[]): Problem[] => {
  const owners = ownersOf(others, id, pagesOf)
  return aliases.flatMap(({ path }) => {
    const owner = owners.get(keyOf(path))
    return owner === undefined
      ? []
      : [{ file: 'issue.yaml', reason: `aliases: ${path} leads to the issue ${owner} already` }]
  })
}

/** Pages of an issue at addresses that others have as old ones of theirs. */
export const takenPages = (
  { id }: Issue,
  files: readonly SiteFile[],
  others: readonly PublishedIssue[],
): Problem[] => {
  const owners = ownersOf(others, id, ({ aliases = [] }) => aliases)
  return files.flatMap(({ path, status }) => {
    const owner = status === 301 ? undefined : owners.get(path)
    if (owner === undefined) return []
    const page = `/${path.replace(/(^|\/)index\.html$/, '$1')}`
    return [
      {
        file: 'issue.yaml',
        reason: `${page} is a page of ${id}, but an alias in the published issue ${owner}, too: take it out there and publish ${owner} first`,
      },
    ]
  })
}

/** Of which other issue a key on the site is, by key. */
const ownersOf = (
  issues: readonly PublishedIssue[],
  but: string,
  pathsOf: (row: PublishedIssue) => readonly string[],
): Map<string, string> =>
  new Map(
    issues
      .filter(({ id }) => id !== but)
      .flatMap((row) => pathsOf(row).map((path) => [keyOf(path), row.id] as const)),
  )

/** Those of an issue's paths that no other standing issue has by now: only these may be taken down. */
export const ownPaths = (
  paths: readonly string[],
  id: string,
  standing: readonly PublishedIssue[],
): string[] => {
  const owners = ownersOf(standing, id, (row) => [...pagesOf(row), ...(row.shorts ?? [])])
  return paths.filter((path) => !owners.has(keyOf(path)))
}
