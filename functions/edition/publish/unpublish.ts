import { inParallel } from '../../runtime/in-parallel.ts'
import type { PublishedIssue } from '../model/edition.table.ts'
import { newestFirst } from '../model/newest-first.ts'
import { archivePath } from '../model/paths.ts'
import { goneFile, gonePageFile } from '../model/site-file.ts'
import { issueGonePage } from '../pages/gone.page.ts'
import { besideOf } from './issue-neighbours.ts'
import { ownPaths, pagesOf } from './issue-paths.ts'
import type { PublishDeps } from './publish-deps.ts'
import { writeListings, writesAtOnce } from './write-edition.ts'

/**
 * Takes a whole issue down. It leaves the listings first, so that only mails and other sites still lead to its pages.
 * Then all its pages and pictures, including those in mails, answer 410 (Gone), so that whatever was wrong is nowhere
 * any more. Paths that another issue has meanwhile claimed are left alone. It may be killed anywhere and run again.
 * Of an issue whose first publishing has not ended, whatever that may have written is taken down.
 */
export const unpublish = async (deps: PublishDeps, id: string): Promise<void> => {
  const { table } = deps
  const before = await table.issue(id)
  if (!before) return takeDownBegun(deps, id)
  const { unfinished: _, beside: stood = [], leaving: left = [], ...kept } = before
  const row: PublishedIssue = { ...kept, gone: before.gone ?? new Date(deps.now()).toISOString() }
  const cards = await table.cards(id)
  // Forget the cards before they go, so that they are drawn again if the issue returns.
  const leaving = [...new Set([...left, ...cards])]
  // Its neighbours are those it would have in the listings, even if it has left them already.
  const others = (await table.issues()).filter((one) => one.id !== id)
  const beside = [...new Set([...besideOf(newestFirst([...others, row]), id), ...stood])]
  await table.putIssue({
    ...row,
    unfinished: true,
    ...(beside.length > 0 && { beside }),
    ...(leaving.length > 0 && { leaving }),
  })
  await writeListings(deps, [], [id, ...beside])
  if (cards.length > 0) await table.putCards(id, [])
  // Read again: another issue may meanwhile have claimed its old addresses.
  const standing = await table.issues()
  const paths = [...pagesOf(row), ...(row.shorts ?? []), ...leaving]
  await inParallel(pagesGone(deps, row, paths, standing), writesAtOnce, deps.site)
  await inParallel(await picturesOf(deps, id), writesAtOnce, deps.site)
  await table.putIssue(row)
}

/** What is noted stays so: the publishing may still be at it, or be run again, and this with it. */
const takeDownBegun = async (deps: PublishDeps, id: string): Promise<void> => {
  const begun = await deps.table.begunPages(id)
  if (begun.length === 0) return
  const standing = await deps.table.issues()
  await inParallel(pagesGone(deps, { id, editions: {} }, begun, standing), writesAtOnce, deps.site)
  await inParallel(await picturesOf(deps, id), writesAtOnce, deps.site)
}

const pagesGone = (
  { publication, siteUrl }: PublishDeps,
  { id, editions }: Pick<PublishedIssue, 'id' | 'editions'>,
  paths: readonly string[],
  standing: readonly PublishedIssue[],
) => {
  const page = (language: string) => issueGonePage({ publication, siteUrl, language })
  const pages = new Map(publication.languages.map((language) => [archivePath(language), page(language)]))
  // An address without a language gets its notice in the issue's first language.
  const first = publication.languages.find((language) => editions[language]) ?? publication.languages[0]!
  return ownPaths([...new Set(paths)], id, standing).map((path) =>
    /\.(json|epub|png|jpg|gif|webp|svg)$/.test(path)
      ? goneFile(path)
      : gonePageFile(path, pages.get(/^\/[^/]+\//.exec(path)?.[0] ?? '') ?? page(first)),
  )
}

/** All pictures that its articles and mails have ever shown. */
const picturesOf = async ({ table }: PublishDeps, id: string) => {
  const noted = await table.pictures(id)
  const shown = [...(noted?.articles.flatMap(({ paths }) => paths) ?? []), ...(noted?.mailed ?? [])]
  return [...new Set(shown)].map(goneFile)
}
