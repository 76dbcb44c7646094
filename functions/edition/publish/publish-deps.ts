import type { Publication } from '../../publication/publication.ts'
import type { Queue } from '../../runtime/queue.ts'
import type { DrawCard } from '../card/draw-card.ts'
import type { DrawSvg } from '../digest/mail-pictures.ts'
import type { EditionsTable } from '../model/edition.table.ts'
import type { SiteFile } from '../model/edition.ts'
import type { Content, Files } from './publish.store.ts'
import type { WriteCards } from './write-cards.ts'

/** The message to the schedule function, which parses it with its own schema. */
export type Announcement = { kind: 'published'; issue: string; release: string }

export type PublishDeps = {
  publication: Publication
  siteUrl: string
  /** The search page's script, bundled. */
  script: string
  /** The publication's icons and the fonts of its titles, bundled. */
  icons: SiteFile[]
  /** The bucket of uploads. */
  content: Content
  /** The buckets of editions and of the site. */
  editions: Files
  site: Files
  /** Writes to the site what is not there already, for files that seldom change. */
  siteIfChanged: Files
  table: Omit<
    EditionsTable,
    | 'attempt'
    | 'issuesEver'
    | 'previous'
    | 'putUnpublishing'
    | 'isTakenDown'
    | 'issueToSend'
    | 'issuesToSend'
    | 'putUploader'
    | 'publishersOf'
  >
  queue: Queue<Announcement>
  now: () => number
  /** For mail. */
  drawSvg: DrawSvg
  /** For the book of an issue without a cover. */
  drawCover: DrawCard
  /** Called last, when readers already have every page: nobody waits for a picture. */
  writeCards: WriteCards
}
