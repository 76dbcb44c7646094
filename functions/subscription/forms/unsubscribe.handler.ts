import { bundledPublication } from '../../publication/bundled-assets.store.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { createLazyQueue } from '../../runtime/lazy-queue.store.ts'
import { log } from '../../runtime/log.ts'
import { madeOfSecret } from '../../runtime/secret.ts'
import { readSettings } from '../../runtime/settings.ts'
import { httpHandler } from '../../web/form-http.ts'
import { createNotifyReader } from '../mails/notify-reader.ts'
import { environment } from '../settings.ts'
import { createAnnouncingSubscribers } from '../states/announcing-subscribers.store.ts'
import type { LeftMessage } from '../states/mail-act-message.ts'
import { createPreferences } from '../states/preferences.ts'
import { createReaderIds } from '../states/reader-id.ts'
import { createReaderLinks } from '../states/reader-links.ts'
import { createStanding } from '../states/readers-by-any-id.ts'
import { createUnsubscribe } from '../states/unsubscribe.ts'
import { failures } from './message.page.ts'
import { createStay } from './offer-instead.http.ts'
import { signedForm } from './signed-form.http.ts'
import { createUnsubscribeHttp } from './unsubscribe.http.ts'

const settings = readSettings('unsubscribe', environment.unsubscribe)
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const { database, time } = createTimedDatabase()
// The key is read only when somebody leaves whose address has other spellings.
const readerIds = madeOfSecret(settings.READER_ID_SECRET_ARN, createReaderIds)
const idOf = async (address: string) => (await readerIds())(address)
const subscribers = createStanding({
  subscribers: createAnnouncingSubscribers(database, settings, idOf),
  latest: time.latest,
})
// Its client is loaded only when somebody leaves, not for looking.
const feedback = createLazyQueue<LeftMessage>(settings.FEEDBACK_QUEUE_URL)
const now = Date.now

const countLeft = async (left: Omit<LeftMessage, 'kind'>) => {
  try {
    await feedback.send([{ kind: 'left', ...left }])
  } catch (error) {
    log.error('a send will not count that somebody left by its mail', { error: error as Error })
  }
}

const form = signedForm(settings.LINK_SECRET_ARN, (links) => {
  const readerLink = createReaderLinks({ links, siteUrl: site.siteUrl, now })
  const tell = createNotifyReader({ ...site, configurationSet: settings.CONFIGURATION_SET, readerLink })
  const preferences = createPreferences({ subscribers, links, now }, 'unsubscribe')
  return createUnsubscribeHttp({
    site,
    unsubscribe: createUnsubscribe({ subscribers, links, now }),
    stay: createStay({ site, preferences, tell, now }),
    tell,
    countLeft,
    onOutcome: (outcome) => log.info('unsubscribing', outcome),
  })
})

/** GET and POST /unsubscribe. */
export const handler = httpHandler(form, failures(site))
