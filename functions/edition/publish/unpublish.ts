import { inParallel } from '../../runtime/in-parallel.ts'
import type { PublishedIssue } from '../model/edition.table.ts'
import { newestFirst } from '../model/order.ts'
import { archivePath } from '../model/paths.ts'
import { goneFile, gonePageFile } from '../model/site-file.ts'
import { issueGonePage } from '../pages/gone.page.ts'
import { ownPaths, pagesOf } from './issue-paths.ts'
import { besideOf } from './neighbours.ts'
import type { PublishDeps } from './publish-deps.ts'
import { writeListings, writesAtOnce } from './write-edition.ts'

/**
 * Takes an issue down whole. It leaves the lists first, so that nothing leads to a page that says it is gone but mails and
 * what others have written; then each of its pages is answered with 410 (Gone), and so are its pictures, those of mails
 * among them: whatever was wrong in it is nowhere any more. What another issue has by now stays. It may be killed anywhere and run again.
 */
export const unpublish = async (deps: PublishDeps, id: string): Promise<void> => {
  const { table } = deps
  const before = await table.issue(id)
  if (!before) return
  const { unfinished: _, beside: stood = [], leaving: left = [], ...kept } = before
  const row: PublishedIssue = { ...kept, gone: before.gone ?? new Date(deps.now()).toISOString() }
  const cards = await table.cards(id)
  // Cards are forgotten before they go: should the issue come back they are drawn again.
  const leaving = [...new Set([...left, ...cards])]
  // Its neighbours are those that it would have in the lists, also when it has left them already.
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
  // Looked up again: another issue may have its old addresses by now, as it may when this runs once more.
  const standing = await table.issues()
  await inParallel(pagesGone(deps, row, leaving, standing), writesAtOnce, deps.site)
  await inParallel(await picturesOf(deps, id), writesAtOnce, deps.site)
  await table.putIssue(row)
}

const pagesGone = (
  { publication, siteUrl }: PublishDeps,
  row: PublishedIssue,
  leaving: readonly string[],
  standing: readonly PublishedIssue[],
) => {
  const page = (language: string) => issueGonePage({ publication, siteUrl, language })
  const pages = new Map(publication.languages.map((language) => [archivePath(language), page(language)]))
  // An address without a language is that of the issue's first.
  const first = publication.languages.find((language) => row.editions[language]) ?? publication.languages[0]!
  const paths = new Set([...pagesOf(row), ...(row.shorts ?? []), ...leaving])
  return ownPaths([...paths], row.id, standing).map((path) =>
    /\.(json|png|jpg|gif|webp|svg)$/.test(path)
      ? goneFile(path)
      : gonePageFile(path, pages.get(/^\/[^/]+\//.exec(path)?.[0] ?? '') ?? page(first)),
  )
}

/** What its articles and its mails ever showed. */
const picturesOf = async ({ table }: PublishDeps, id: string) => {
  const noted = await table.pictures(id)
  const shown = [...(noted?.articles.flatMap(({ paths }) => paths) ?? []), ...(noted?.mailed ?? [])]
  return [...new Set(shown)].map(goneFile)
}
