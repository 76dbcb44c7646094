import type { Language } from '../../publication/language.ts'
import type { PublishedIssue } from '../model/edition.table.ts'
import type { Edition, SiteFile } from '../model/edition.ts'
import { entriesOf, type Listings } from '../model/listing-entries.ts'
import { newestFirst } from '../model/newest-first.ts'
import { issuePath, keyOf } from '../model/paths.ts'
import { wholePageFile } from '../model/site-file.ts'
import { amongNeighbours } from '../pages/issue-neighbours.page.ts'

/** An issue's page without links to its neighbours; undefined if none is stored. */
export type PageOf = (issue: string, language: Language) => Promise<string | undefined>

/** The ids of an issue's neighbours in any of its languages. @param issues newest first */
export const besideOf = (issues: readonly PublishedIssue[], id: string): string[] => {
  const languages = Object.keys(issues.find((issue) => issue.id === id)?.editions ?? {})
  const beside = languages.flatMap((language) => {
    const all = issues.filter(({ editions }) => editions[language])
    const at = all.findIndex((issue) => issue.id === id)
    return [all[at - 1], all[at + 1]].flatMap((issue) => issue?.id ?? [])
  })
  return [...new Set(beside)]
}

/** The pages of the given issues, with links to their neighbours filled in. */
export const issuePages = async (
  listings: Listings,
  ids: ReadonlySet<string>,
  pageOf: PageOf,
): Promise<SiteFile[]> => {
  const found = listings.publication.languages.flatMap((language) => {
    const entries = entriesOf({ ...listings, language })
    return entries.flatMap((entry, at) => {
      if (!ids.has(entry.issue.id)) return []
      const neighbours = { previous: entries[at + 1], next: entries[at - 1] }
      return [{ entry, neighbours, language }]
    })
  })
  const files = await Promise.all(
    found.map(async ({ entry, neighbours, language }) => {
      const page = await pageOf(entry.issue.id, language)
      return page === undefined
        ? []
        : [wholePageFile(entry.path, amongNeighbours(page, neighbours, language))]
    }),
  )
  return files.flat()
}

/** The editions with links to the neighbours that they will have once `row` is published. */
export const amongOthers = async (
  built: readonly Edition[],
  row: PublishedIssue,
  { issues, ...site }: Listings,
): Promise<Edition[]> => {
  const after = newestFirst([...issues.filter(({ id }) => id !== row.id), row])
  const pageOf: PageOf = async (_, language) => bodyOf(built, language)
  const pages = await issuePages({ ...site, issues: after }, new Set([row.id]), pageOf)
  const byPath = new Map(pages.map((page) => [page.path, page]))
  return built.map((edition) => ({
    ...edition,
    files: edition.files.map((file) => byPath.get(file.path) ?? file),
  }))
}

/** The issue's own page in one language. */
export const bodyOf = (built: readonly Edition[], language: Language): string | undefined => {
  const edition = built.find(({ digest }) => digest.language === language)
  const key = edition && keyOf(issuePath(language, edition.digest.issue))
  const file = edition?.files.find(({ path }) => path === key)
  return file && String(file.body)
}
