import { defined } from '../../runtime/defined.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import type { EditionsTable, PublishedIssue } from '../model/edition.table.ts'
import type { Edition } from '../model/edition.ts'
import { archivePath } from '../model/paths.ts'
import { goneFile, gonePageFile } from '../model/site-file.ts'
import { gonePage } from '../pages/gone.page.ts'
import { ownPaths } from './issue-paths.ts'
import type { PublishDeps } from './publish-deps.ts'
import { filesOf, writesAtOnce } from './write-edition.ts'

type TakeDownDeps = Pick<PublishDeps, 'publication' | 'siteUrl' | 'site'> & {
  table: Pick<EditionsTable, 'cards' | 'issues' | 'putCards'>
}

/** What goes: pages that the issue simply has no more, and pictures that only articles showed which it no longer holds. */
export type Leaving = { pages: readonly string[]; pictures: readonly string[] }

/**
 * Puts pages that say so in the place of what was withdrawn, and of what the issue simply has no more. Both are
 * answered with 410 (Gone): they were there, mails lead to them, and their going was meant. When no page shows their
 * pictures any more, these are answered so too. What another issue has by now stays.
 */
export const takeDown = async (
  deps: TakeDownDeps,
  built: Edition[],
  row: PublishedIssue,
  { pages, pictures }: Leaving,
): Promise<void> => {
  const withdrawn = filesOf(built).filter(({ status }) => status === 410)
  const own = pages.length > 0 ? ownPaths(pages, row.id, await deps.table.issues()) : []
  const others = pagesGone(deps, row, own).filter(({ path }) => !withdrawn.some((file) => file.path === path))
  await inParallel([...withdrawn, ...others], writesAtOnce, deps.site)
  await forgetCards(deps.table, row.id, pictures)
  await inParallel(pictures.map(goneFile), writesAtOnce, deps.site)
}

const pagesGone = (
  { publication, siteUrl }: TakeDownDeps,
  { id, editions }: PublishedIssue,
  paths: readonly string[],
) => {
  const pages = new Map(
    publication.languages.map((language) => {
      const issue = editions[language] ? id : undefined
      return [archivePath(language), gonePage({ publication, siteUrl, language, ...defined({ issue }) })]
    }),
  )
  return paths.flatMap((path) => {
    // A language that the publication has given up keeps its pages: there are no words for others.
    const [, folder] = /^(\/[a-z]{2,3}\/)issues\//.exec(path) ?? []
    // All else is an old address, of no language.
    const page = pages.get(folder ?? archivePath(publication.languages[0]!))
    return page ? [path.endsWith('/') ? gonePageFile(path, page) : goneFile(path)] : []
  })
}

/** Before they go: an article that comes back has its card drawn again. */
const forgetCards = async (table: TakeDownDeps['table'], issue: string, pictures: readonly string[]) => {
  const drawn = await table.cards(issue)
  const kept = drawn.filter((path) => !pictures.includes(path))
  if (kept.length < drawn.length) await table.putCards(issue, kept)
}
