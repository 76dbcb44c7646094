import { bundledPublication } from '../platform/assets.ts'
import { createDatabase } from '../platform/database.table.ts'
import { httpHandler } from '../platform/http.ts'
import { readSettings } from '../platform/settings.ts'
import { failures } from './notice.page.ts'
import { createPreferencesHttp } from './preferences.http.ts'
import { createPreferences } from './preferences.ts'
import { createReaderLinks } from './reader-links.ts'
import { signedForm } from './signed-form.http.ts'
import { createSubscribersTable } from './subscriber.table.ts'
import { createTell } from './tell.ts'

const settings = readSettings('preferences')
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const subscribers = createSubscribersTable(createDatabase(), settings.SUBSCRIBERS_TABLE)
const now = Date.now

const form = signedForm(settings.LINK_SECRET_ARN, (links) => {
  const readerLink = createReaderLinks({ links, siteUrl: site.siteUrl, now })
  return createPreferencesHttp({
    site,
    preferences: createPreferences({ subscribers, links, now }),
    readerLink,
    tell: createTell({ ...site, configurationSet: settings.CONFIGURATION_SET, readerLink }),
  })
})

/** GET and POST /preferences. */
export const handler = httpHandler(form, failures(site))
