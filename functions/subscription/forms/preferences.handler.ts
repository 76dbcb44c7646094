import { bundledPublication } from '../../publication/bundled-assets.store.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { readSettings } from '../../runtime/settings.ts'
import { httpHandler } from '../../web/form-http.ts'
import { createNotifyReader } from '../mails/notify-reader.ts'
import { environment } from '../settings.ts'
import { createAnnouncingSubscribers } from '../states/announcing-subscribers.store.ts'
import { createPreferences } from '../states/preferences.ts'
import { createReaderLinks } from '../states/reader-links.ts'
import { createStanding } from '../states/readers-by-any-id.ts'
import { failures } from './message.page.ts'
import { createPreferencesHttp } from './preferences.http.ts'
import { signedForm } from './signed-form.http.ts'

const settings = readSettings('preferences', environment.preferences)
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const { database, time } = createTimedDatabase()
const subscribers = createStanding({
  subscribers: createAnnouncingSubscribers(database, settings),
  latest: time.latest,
})
const now = Date.now

const form = signedForm(settings.LINK_SECRET_ARN, (links) => {
  const readerLink = createReaderLinks({ links, siteUrl: site.siteUrl, now })
  return createPreferencesHttp({
    site,
    preferences: createPreferences({ subscribers, links, now }),
    readerLink,
    now,
    tell: createNotifyReader({ ...site, configurationSet: settings.CONFIGURATION_SET, readerLink }),
  })
})

/** GET and POST /preferences. */
export const handler = httpHandler(form, failures(site))
