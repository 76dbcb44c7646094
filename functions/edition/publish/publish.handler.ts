import { S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { createAnnouncer } from '../../events/announce.store.ts'
import {
  bundledFile,
  bundledModule,
  bundledPublication,
  bundledSearchScript,
} from '../../publication/bundled-assets.store.ts'
import { createDatabase } from '../../runtime/database.table.ts'
import { handlerOf } from '../../runtime/handler.ts'
import { log } from '../../runtime/log.ts'
import { createQueue } from '../../runtime/queue.ts'
import { readSettings } from '../../runtime/settings.ts'
import type { CardFiles } from '../card/fonts.ts'
import { icons } from '../card/logo.ts'
import { titleFontFiles } from '../lists/title-font-files.ts'
import { iconFile } from '../lists/web-manifest.ts'
import { createEditionsTable, type PublishedIssue } from '../model/edition.table.ts'
import { environment } from '../settings.ts'
import { createChangedFiles, createContent, createFiles } from './publish.store.ts'
import { createPublish } from './publish.ts'
import { createWriteCards } from './write-cards.ts'

/** EventBridge's "Object Created". Keys are not URL-encoded (Amazon S3 User Guide, "EventBridge event message structure"). */
const ObjectCreated = z.object({
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string().regex(/^issues\/[a-z0-9][a-z0-9-]*\/manifest\.json$/) }),
  }),
})

const settings = readSettings('publish', environment.publish)
const publication = bundledPublication()
const script = bundledSearchScript()
const beside = Promise.all([
  ...icons.map(async (icon) => iconFile(icon, await bundledFile(`icons${icon.path}`))),
  titleFontFiles((path) => bundledFile(`cards/${path}`)),
])
const storage = new S3Client({})
const editions = createEditionsTable(createDatabase(), settings.EDITIONS_TABLE)
// Issues are published seldom: whether any webhook is told of it, who tells it finds out.
const announce = createAnnouncer(settings.WEBHOOKS_QUEUE_URL)
const table = {
  ...editions,
  putIssue: async (issue: PublishedIssue) => {
    if (!issue.unfinished && !issue.gone) await announce('issue.published', issue.id, issue.publishedAt)
    await editions.putIssue(issue)
  },
}
const stores = {
  editions: createFiles(storage, settings.EDITIONS_BUCKET),
  site: createFiles(storage, settings.SITE_BUCKET),
  siteIfChanged: createChangedFiles(storage, settings.SITE_BUCKET),
  queue: createQueue(settings.SCHEDULING_QUEUE_URL),
}

/** Loads fonts and renderer with the first picture to draw, because most publishings are corrections and draw none. */
const once = <Draw>(make: (drawing: typeof import('../card/draw-card.ts'), files: CardFiles) => Draw) => {
  let draw: Draw | undefined
  return (): Draw => {
    draw ??= make(bundledModule('draw-card.cjs'), (path) => bundledFile(`cards/${path}`))
    return draw
  }
}
const cards = once(({ createDrawCard }, files) => createDrawCard(files))
const covers = once(({ createDrawCover }, files) => createDrawCover(files))
const drawings = once(({ createDrawSvg }, files) => createDrawSvg(files))
const writeCards = createWriteCards({
  site: stores.site,
  table,
  draw: (card) => cards()(card),
  onMissing: ({ title, language }, letters) => log.warn('card lacks letters', { title, language, letters }),
})

const onUpload = async (event: unknown): Promise<void> => {
  const { bucket, object } = ObjectCreated.parse(event).detail
  const issue = object.key.split('/')[1]!
  const publish = createPublish({
    ...stores,
    publication,
    siteUrl: settings.SITE_URL,
    script,
    icons: (await beside).flat(),
    content: createContent(storage, bucket.name),
    table,
    now: Date.now,
    drawSvg: (svg, width) => drawings()(svg, width),
    drawCover: (card) => covers()(card),
    writeCards,
  })
  const published = await publish(issue)
  log.info('publishing', { issue, outcome: published.outcome })
}

/** Runs when an upload is complete: the manifest is its last file. */
export const handler = handlerOf<unknown, void>().handler(onUpload)
