import { inParallel } from '../../runtime/in-parallel.ts'
import { digestKey } from '../digest/digest.store.ts'
import { buildListings } from '../lists/build-listings.ts'
import type { PublishedIssue } from '../model/edition.table.ts'
import type { Edition, SiteFile } from '../model/edition.ts'
import { issuePath, keyOf } from '../model/paths.ts'
import { isShort } from '../model/short-addresses.ts'
import { pagesOf } from './issue-paths.ts'
import { besideOf, issuePages } from './neighbours.ts'
import type { PublishDeps } from './publish-deps.ts'

export const writesAtOnce = 16
const mostPasses = 10

/**
 * Writes editions over those that stand, in an order that may stop anywhere: publishing can be killed between any two
 * writes. What a reader can count on at each moment:
 * - A page is one object, so it is wholly of the old edition or of the new one. What it loads is named by its content,
 *   was there before it, and goes only with its article, after the page.
 * - A link leads to a page that is there. New addresses get their pages while nothing leads to them, then their short
 *   and old addresses; then the pages change that readers know, stubs before the pages that lead to them; then the lists; and
 *   what goes is taken down only when nothing leads to it any more (replace-with-gone.ts).
 * - Of an issue that is new nothing can be found before all of it is there.
 *
 * Not promised: that two pages which a reader opens during the seconds of writing are of one edition, nor for the
 * minutes that CloudFront and browsers keep a page. Whatever a reader has open then, its links work.
 * @param before what stands now
 */
export const writeEditions = async (
  { editions, site, icons }: Pick<PublishDeps, 'editions' | 'site' | 'icons'>,
  built: Edition[],
  before: PublishedIssue | undefined,
): Promise<void> => {
  await inParallel(built, writesAtOnce, ({ digest, hash }) =>
    editions({
      path: digestKey(digest.issue, digest.language, hash),
      contentType: 'application/json; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
      body: JSON.stringify(digest),
    }),
  )
  const known = new Set(before ? pagesOf(before).map(keyOf) : [])
  const leading = new Set(built.map(({ digest }) => keyOf(issuePath(digest.language, digest.issue))))
  const files = [...icons, ...filesOf(built)].filter(({ status }) => status !== 410)
  const stage = async (isOfStage: (file: SiteFile) => boolean) => {
    await inParallel(files.filter(isOfStage), writesAtOnce, site)
  }
  const pages = async (isKnown: boolean) => {
    for (const leads of [false, true])
      await stage(
        (file) =>
          isPage(file) &&
          !leadsOn(file) &&
          known.has(file.path) === isKnown &&
          leading.has(file.path) === leads,
      )
  }
  await stage((file) => !isPage(file))
  await pages(false)
  // Those of a language that is new first: those of the others lead to its pages.
  const fresh = new Set(
    built
      .filter(({ digest }) => !before?.editions[digest.language])
      .flatMap(({ files }) => files.map(({ path }) => path)),
  )
  for (const isFresh of [true, false])
    await stage((file) => leadsOn(file) && fresh.has(file.path) === isFresh)
  await pages(true)
}

/** A short address, or an old one. */
const leadsOn = ({ path, status }: SiteFile) => status === 301 || isShort(path)
const isPage = ({ contentType }: SiteFile) => contentType.startsWith('text/html')

/** Editions share files. */
export const filesOf = (built: Edition[]): SiteFile[] => [
  ...new Map(built.flatMap(({ files }) => files).map((file) => [file.path, file])).values(),
]

/**
 * Writes archive, feeds and whatever else lists issues, from what the table has, and the pages of issues that lead to one
 * another. Two issues may be published at once: each looks again after it wrote, so that whoever is last has seen both.
 * @param placed editions as they were just written @param ids the issue, and those beside which it stood before
 */
export const writeListings = async (
  { publication, siteUrl, script, site, table }: PublishDeps,
  placed: Edition[],
  [id, ...before]: [string, ...string[]],
): Promise<void> => {
  const touched = new Set([id, ...before])
  const written = new Map(filesOf(placed).map(({ path, body }) => [path, body]))
  let listed: string | undefined
  for (let pass = 0; pass < mostPasses; pass++) {
    const issues = await table.issues()
    const listings = { issues, publication, siteUrl, script }
    for (const beside of besideOf(issues, id)) touched.add(beside)
    const pages = await issuePages(listings, touched, table.page)
    const lists = buildListings(listings)
    const listing = [...pages, ...lists].map(({ body }) => body).join('\0')
    if (listing === listed) return
    const changed = pages.filter(({ path, body }) => written.get(path) !== body)
    for (const { path, body } of pages) written.set(path, body)
    for (const stage of [changed, lists.filter((file) => !isPage(file)), lists.filter(isPage)])
      await inParallel(stage, writesAtOnce, site)
    listed = listing
  }
}
