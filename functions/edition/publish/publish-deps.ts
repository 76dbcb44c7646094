import type { Publication } from '../../publication/publication.ts'
import type { Queue } from '../../runtime/queue.ts'
import type { EditionsTable } from '../model/edition.table.ts'
import type { SiteFile } from '../model/edition.ts'
import type { Content, Files } from './publish.store.ts'
import type { WriteCards } from './write-cards.ts'

/** What the schedule is told of (`sending` reads it by a schema of its own). */
export type Announcement = { kind: 'published'; issue: string; release: string }

export type PublishDeps = {
  publication: Publication
  siteUrl: string
  /** The search page's script, bundled. */
  script: string
  /** Pictures of the publication's sign, bundled. */
  icons: SiteFile[]
  /** The bucket of uploads. */
  content: Content
  /** The buckets of editions and of the site. */
  editions: Files
  site: Files
  table: Omit<
    EditionsTable,
    'attempt' | 'issuesEver' | 'putUnpublishing' | 'isTakenDown' | 'issueToSend' | 'issuesToSend'
  >
  queue: Queue<Announcement>
  now: () => number
  /** Comes last: readers have every page by then, and nobody waits for a picture. */
  writeCards: WriteCards
}
