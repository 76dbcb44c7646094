import { isDeepStrictEqual } from 'node:util'
import { inParallel } from '../../runtime/in-parallel.ts'
import { buildListings } from '../lists/build-listings.ts'
import { forEver } from '../model/cache-control.ts'
import { digestKey } from '../model/digest.ts'
import type { PublishedIssue } from '../model/edition.table.ts'
import type { Edition, SiteFile } from '../model/edition.ts'
import type { FullTexts } from '../model/full-texts.ts'
import { issuePath, keyOf } from '../model/paths.ts'
import { isShort } from '../model/printed-addresses.ts'
import { besideOf, issuePages } from './issue-neighbours.ts'
import { pagesOf } from './issue-paths.ts'
import { newestTexts } from './newest-texts.ts'
import type { PublishDeps } from './publish-deps.ts'

export const writesAtOnce = 16
const mostPasses = 10

/**
 * Writes editions over the current ones, in an order that may stop anywhere: publishing can be killed between any two
 * writes. A reader can rely on this at any moment:
 * - A page is one object, so it is entirely from the old edition or from the new one. The files it loads are named by
 *   their content, exist before the page, and are removed only after it.
 * - Every link leads to an existing page. Pages at new addresses are written while nothing links to them, then their
 *   short and old addresses; then the pages that readers know, stubs before the pages that link to them; then the
 *   listings. What is removed goes last, when nothing links to it any more (replace-with-gone.ts).
 * - Nothing of a new issue can be found before all of it exists.
 *
 * Not promised: that two pages opened during the seconds of writing, or while CloudFront and browsers still cache an
 * older one, are from the same edition. Their links work all the same.
 * @param before the current row
 */
export const writeEditions = async (
  {
    editions,
    site,
    siteIfChanged,
    icons,
  }: Pick<PublishDeps, 'editions' | 'site' | 'siteIfChanged' | 'icons'>,
  built: Edition[],
  before: PublishedIssue | undefined,
): Promise<void> => {
  await inParallel(built, writesAtOnce, ({ digest, hash }) =>
    editions({
      path: digestKey(digest.issue, digest.language, hash),
      contentType: 'application/json; charset=utf-8',
      cacheControl: forEver,
      body: JSON.stringify(digest),
    }),
  )
  const known = new Set(before ? pagesOf(before).map(keyOf) : [])
  const leading = new Set(built.map(({ digest }) => keyOf(issuePath(digest.language, digest.issue))))
  const files = [...icons, ...filesOf(built)].filter(({ status }) => status !== 410)
  // Of a new issue, to ask what is there would be in vain.
  const write = before ? siteIfChanged : site
  const stage = async (isOfStage: (file: SiteFile) => boolean) => {
    await inParallel(files.filter(isOfStage), writesAtOnce, write)
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
  // Pages in a new language come first, because pages in the others link to them.
  const fresh = new Set(
    built
      .filter(({ digest }) => !before?.editions[digest.language])
      .flatMap(({ files }) => files.map(({ path }) => path)),
  )
  for (const isFresh of [true, false])
    await stage((file) => leadsOn(file) && fresh.has(file.path) === isFresh)
  await pages(true)
}

/** Whether it is a short or an old address. */
const leadsOn = ({ path, status }: SiteFile) => status === 301 || isShort(path)
const isPage = ({ contentType }: SiteFile) => contentType.startsWith('text/html')

/** What the listings and the issues' pages are made of, beside the publication. */
type Source = { issues: PublishedIssue[]; texts: FullTexts; pages: SiteFile[] }

/** The files of all editions, each once: editions share some. */
export const filesOf = (built: Edition[]): SiteFile[] => [
  ...new Map(built.flatMap(({ files }) => files).map((file) => [file.path, file])).values(),
]

/**
 * Writes the archive, feeds and all other listings from the table, and the issue pages that link to each other. Two
 * issues may be published at once: each run reads the table again after writing, so the last one has seen both.
 * @param placed the editions that were just written
 * @param ids the issue, followed by its former neighbours
 */
export const writeListings = async (
  { publication, siteUrl, script, site, siteIfChanged, table }: PublishDeps,
  placed: Edition[],
  [id, ...before]: [string, ...string[]],
): Promise<void> => {
  const touched = new Set([id, ...before])
  const written = new Map(filesOf(placed).map(({ path, body }) => [path, body]))
  let listed: Source | undefined
  for (let pass = 0; pass < mostPasses; pass++) {
    const issues = await table.issues()
    const texts = await newestTexts({ issues, publication, siteUrl }, table.fullTexts)
    const listings = { issues, publication, siteUrl, script, texts }
    for (const beside of besideOf(issues, id)) touched.add(beside)
    const pages = await issuePages(listings, touched, table.page)
    const source = { issues, texts, pages }
    // Of a thousand issues, to build the lists takes longer than to see that they would be the same.
    if (listed && isDeepStrictEqual(source, listed)) return
    const lists = buildListings(listings)
    // Of a first issue, none of its lists is there.
    const write = issues.length > 1 || listed ? siteIfChanged : site
    const changed = pages.filter(({ path, body }) => written.get(path) !== body)
    for (const { path, body } of pages) written.set(path, body)
    for (const stage of [changed, lists.filter((file) => !isPage(file)), lists.filter(isPage)])
      await inParallel(stage, writesAtOnce, write)
    listed = source
  }
}
