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

/** What is to be taken down: pages that the issue no longer has, and pictures that only its former articles showed. */
export type Leaving = { pages: readonly string[]; pictures: readonly string[] }

/**
 * Replaces withdrawn articles, and pages that the issue no longer has, by notices that answer 410 (Gone): mails still
 * lead there, and the removal was intended. Their pictures follow once no page shows them. Paths that another issue has
 * meanwhile claimed are left alone.
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
    // Pages in a language that the publication has given up stay: there are no words for a notice in it.
    const [, folder] = /^(\/[a-z]{2,3}\/)issues\//.exec(path) ?? []
    // Any other path is an old address, which belongs to no language.
    const page = pages.get(folder ?? archivePath(publication.languages[0]!))
    return page ? [path.endsWith('/') ? gonePageFile(path, page) : goneFile(path)] : []
  })
}

/** Call before the cards go, so that the card of an article that returns is drawn again. */
const forgetCards = async (table: TakeDownDeps['table'], issue: string, pictures: readonly string[]) => {
  const drawn = await table.cards(issue)
  const kept = drawn.filter((path) => !pictures.includes(path))
  if (kept.length < drawn.length) await table.putCards(issue, kept)
}
