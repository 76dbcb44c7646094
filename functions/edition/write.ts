import { digestKey } from './digest.store.ts'
import type { Edition, SiteFile } from './edition.ts'
import { inParallel } from './in-parallel.ts'
import { buildListings } from './listing.ts'
import { issuePath, keyOf } from './paths.ts'
import type { PublishDeps } from './publish.ts'

const writesAtOnce = 16
const mostPasses = 10

const isPage = ({ contentType }: SiteFile) => contentType.startsWith('text/html')

/** Digests first, then what pages need, then the stubs, then the pages that lead to them. */
export const writeEditions = async (
  { editions, site }: Pick<PublishDeps, 'editions' | 'site'>,
  built: Edition[],
): Promise<void> => {
  await inParallel(built, writesAtOnce, ({ digest, hash }) =>
    editions({
      path: digestKey(digest.issue, digest.language, hash),
      contentType: 'application/json; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
      body: JSON.stringify(digest),
    }),
  )
  const last = new Set(built.map(({ digest }) => keyOf(issuePath(digest.language, digest.issue))))
  const files = [
    ...new Map(built.flatMap((edition) => edition.files).map((file) => [file.path, file])).values(),
  ]
  await inParallel(
    files.filter((file) => !isPage(file)),
    writesAtOnce,
    site,
  )
  await inParallel(
    files.filter((file) => isPage(file) && !last.has(file.path)),
    writesAtOnce,
    site,
  )
  await inParallel(
    files.filter((file) => last.has(file.path)),
    writesAtOnce,
    site,
  )
}

/**
 * Writes archive, feeds and whatever else lists issues, from what the table has. Two issues may be published at once: each
 * looks again after it wrote, so that whoever is last has seen both.
 */
export const writeListings = async ({
  publication,
  siteUrl,
  script,
  site,
  table,
}: PublishDeps): Promise<void> => {
  let listed: string | undefined
  for (let pass = 0; pass < mostPasses; pass++) {
    const issues = await table.issues()
    const files = buildListings({ issues, publication, siteUrl, script })
    const listing = files.map(({ body }) => body).join('\0')
    if (listing === listed) return
    // A page is written after the script that it names.
    for (const page of [false, true])
      await inParallel(
        files.filter((file) => isPage(file) === page),
        writesAtOnce,
        site,
      )
    listed = listing
  }
}
