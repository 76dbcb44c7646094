import type { Article, Issue, Problem } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import type { PublishedIssue } from '../model/edition.table.ts'
import type { SiteFile } from '../model/edition.ts'
import { bookPath, issuePath, keyOf, stubPath, textsPath } from '../model/paths.ts'

/**
 * The paths at which a published issue can be found: in each language its stubs, page, book and texts file, or the pages that
 * say where else it can be read; old addresses.
 */
export const pagesOf = (row: PublishedIssue): string[] => [
  ...Object.keys(row.editions).flatMap((language) => [
    ...slugsOf(row, language).map((slug) => stubPath(language, row.id, slug)),
    issuePath(language, row.id),
    bookPath(language, row.id),
    ...(row.texts?.[language] ? [textsPath(language, row.id)] : []),
  ]),
  ...(row.elsewhere ?? []).flatMap((language) => [
    ...slugsOf(row, language).map((slug) => stubPath(language, row.id, slug)),
    issuePath(language, row.id),
  ]),
  ...(row.aliases ?? []),
]

/** Older rows have no list of slugs. */
const slugsOf = ({ slugs, articles }: PublishedIssue, language: Language): string[] =>
  slugs ?? (articles?.[language] ?? []).map(({ slug }) => slug)

/**
 * The issue with a page for each article that has one already, though none would be made for it today: what was
 * published stays where it is.
 */
export const withPagesKept = (issue: Issue, before: PublishedIssue | undefined): Issue => {
  if (!before || before.gone) return issue
  const known = new Set(Object.keys(before.editions).flatMap((language) => slugsOf(before, language)))
  const keep = (article: Article): Article => {
    const { leadsTo, ...rest } = article
    return known.has(article.slug) ? rest : article
  }
  return {
    ...issue,
    sections: issue.sections.map((section) => ({ ...section, articles: section.articles.map(keep) })),
  }
}

/** The paths at which a published issue can be found, and the short ones that lead to it. */
const allPathsOf = (row: PublishedIssue): string[] => [...pagesOf(row), ...(row.shorts ?? [])]

/** What stood of an issue before a publishing: its row, or what first publishings that have not ended may have written. */
export type Stood = { before: PublishedIssue | undefined; begun: readonly string[] }

/**
 * Paths that lead nowhere once `after` replaces what stood: those that only this has, and those that its own publishing
 * had yet to take down.
 */
export const pagesLeft = ({ before, begun }: Stood, after: PublishedIssue): string[] => {
  const stay = new Set(allPathsOf(after))
  const stood = before ? [...pagesOf(before), ...(before.leaving ?? [])] : begun
  return [...new Set(stood)].filter((path) => !stay.has(path))
}

/**
 * Paths that have to be taken down if the issue stays as it stood after all: those that only `after` has, and those
 * that were to be taken down anyway.
 */
export const pagesToCome = ({ before, begun }: Stood, after: PublishedIssue): string[] => {
  const known = new Set(before ? allPathsOf(before) : [])
  const leaving = before ? (before.leaving ?? []) : begun
  return [...new Set([...leaving, ...allPathsOf(after)])].filter((path) => !known.has(path))
}

/** Refuses a number that another published issue has, because a reader could not tell the two apart. */
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

/** Refuses old addresses that already lead to another issue, or are pages of it: the first to claim one keeps it. */
export const takenAliases = ({ id, aliases }: Issue, others: readonly PublishedIssue[]): Problem[] => {
  const owners = ownersOf(others, id, pagesOf)
  return aliases.flatMap(({ path }) => {
    const owner = owners.get(keyOf(path))
    return owner === undefined
      ? []
      : [{ file: 'issue.yaml', reason: `aliases: ${path} leads to the issue ${owner} already` }]
  })
}

/** Refuses pages at an address that another issue lists among its old ones. */
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

/** Which other issue owns each key on the site. */
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

/** The paths that no other published issue has meanwhile claimed. Only these may be taken down. */
export const ownPaths = (
  paths: readonly string[],
  id: string,
  standing: readonly PublishedIssue[],
): string[] => {
  const owners = ownersOf(standing, id, allPathsOf)
  return paths.filter((path) => !owners.has(keyOf(path)))
}
