import type { Archive } from './archive.ts'
import { pathLike, readText } from './archive.ts'
import { readGhost } from './ghost/ghost.ts'
import type { Export, ReadExport } from './post.ts'
import { readButtondown } from './services/buttondown.ts'
import { titleInHtml } from './services/html-title.ts'
import { readListmonk } from './services/listmonk.ts'
import { readMailchimp } from './services/mailchimp.ts'
import { readSubstack } from './services/substack.ts'
import { readWordpress } from './services/wordpress.ts'

/** In order of certainty: readers that could mistake another service's export for theirs come last. */
const readers: readonly ReadExport[] = [
  readSubstack,
  readWordpress,
  readButtondown,
  readGhost,
  readMailchimp,
  readListmonk,
]

export const knownExports = 'Ghost, Substack, Buttondown, Mailchimp, WordPress or listmonk'

/**
 * Reads an export of any known service.
 * @returns undefined when none recognises it
 * @throws Stop when it is broken
 */
export const readExport = async (archive: Archive): Promise<Export | undefined> => {
  for (const read of readers) {
    const found = await read(archive)
    if (found) return found
  }
  return pathLike(archive, /\.html?$/i) && archive.paths.length === 1 ? onePage(archive) : undefined
}

/** A campaign saved as a web page. */
const onePage = async (archive: Archive): Promise<Export> => {
  const [path = ''] = archive.paths
  const text = await readText(archive, path)
  return {
    service: 'HTML',
    posts: [
      {
        source: path,
        title: titleInHtml(text) ?? '',
        slug: path.replace(/\.html?$/i, ''),
        aliases: [],
        body: () => ({ format: 'html', text }),
      },
    ],
    passedOver: [],
    audience: [],
  }
}
