import { bundledPublication } from '../platform/assets.ts'
import { createTimedDatabase } from '../platform/database.table.ts'
import { httpHandler } from '../platform/http.ts'
import { log } from '../platform/log.ts'
import { readSettings } from '../platform/settings.ts'
import { createConfirmHttp } from './confirm.http.ts'
import { createConfirm } from './confirm.ts'
import { failures } from './notice.page.ts'
import { createReaderLinks } from './reader-links.ts'
import { signedForm } from './signed-form.http.ts'
import { createSubscribersTable } from './subscriber.table.ts'

const settings = readSettings('confirm')
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const { database, time } = createTimedDatabase()
const subscribers = createSubscribersTable(database, settings.SUBSCRIBERS_TABLE)
const now = Date.now

const announce = async (subscriber: string, at: number) => {
  if (site.publication.welcome.length === 0) return
  try {
    // Only who presses the button waits for the queue's client.
    const { createQueue } = await import('../platform/queue.ts')
    const scheduling = createQueue(settings.SCHEDULING_QUEUE_URL)
    // In a second the reader's row is written.
    await scheduling.send([{ kind: 'confirmed', subscriber, at }], 1)
  } catch (error) {
    log.error('a new reader will not be welcomed', { error: error as Error })
  }
}

const form = signedForm(settings.LINK_SECRET_ARN, (links) =>
  createConfirmHttp({
    site,
    confirm: createConfirm({
      subscribers,
      links,
      announce,
      now,
      confirmedNow: () => Math.floor(time.likely()),
    }),
    readerLink: createReaderLinks({ links, siteUrl: site.siteUrl, now }),
  }),
)

/** GET and POST /confirm. */
export const handler = httpHandler(form, failures(site))
