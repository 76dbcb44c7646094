import { bundledPublication } from '../../publication/bundled-assets.store.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { createLazyQueue } from '../../runtime/lazy-queue.store.ts'
import { log } from '../../runtime/log.ts'
import { readSettings } from '../../runtime/settings.ts'
import { httpHandler } from '../../web/form-http.ts'
import { keptNetworkOf } from '../limits/visitor-network.ts'
import { environment } from '../settings.ts'
import { createAnnouncingSubscribers } from '../states/announcing-subscribers.store.ts'
import { createConfirm } from '../states/confirm.ts'
import { createReaderLinks } from '../states/reader-links.ts'
import { createStanding } from '../states/readers-by-any-id.ts'
import { createConfirmHttp } from './confirm.http.ts'
import { failures } from './message.page.ts'
import { signedForm } from './signed-form.http.ts'

const settings = readSettings('confirm', environment.confirm)
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const { database, time } = createTimedDatabase()
const subscribers = createStanding({
  subscribers: createAnnouncingSubscribers(database, settings),
  latest: time.latest,
})
const now = Date.now

// Its client is loaded only when the button is pressed, not for looking.
const scheduling = createLazyQueue(settings.SCHEDULING_QUEUE_URL)
const announce = async (subscriber: string, at: number) => {
  if (site.publication.welcome.length === 0) return
  try {
    // The one-second delay lets the row be written first.
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
      // Never too late: it is compared with when sends were frozen.
      confirmedNow: time.earliest,
    }),
    networkOf: (request) => keptNetworkOf(request, settings.EDGE_KEY),
    readerLink: createReaderLinks({ links, siteUrl: site.siteUrl, now }),
  }),
)

/** GET and POST /confirm. */
export const handler = httpHandler(form, failures(site))
