import { bundledPublication } from '../platform/assets.ts'
import { createDatabase } from '../platform/database.table.ts'
import { httpHandler } from '../platform/http.ts'
import { createLinks } from '../platform/links.ts'
import { madeOfSecret } from '../platform/secret.ts'
import { readSettings } from '../platform/settings.ts'
import { failures } from './notice.page.ts'
import { createPreferencesHttp } from './preferences.http.ts'
import { createPreferences } from './preferences.ts'
import { createReaderLinks } from './reader-links.ts'
import { createSubscribersTable } from './subscriber.table.ts'
import { createTell } from './tell.ts'

const settings = readSettings('preferences')
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const subscribers = createSubscribersTable(createDatabase(), settings.SUBSCRIBERS_TABLE)
const now = Date.now

const http = madeOfSecret(settings.LINK_SECRET_ARN, (secret) => {
  const links = createLinks(secret)
  const readerLink = createReaderLinks({ links, siteUrl: site.siteUrl, now })
  return createPreferencesHttp({
    site,
    preferences: createPreferences({ subscribers, links, now }),
    readerLink,
    tell: createTell({ ...site, configurationSet: settings.CONFIGURATION_SET, readerLink }),
  })
})

/** GET and POST /preferences. */
export const handler = httpHandler(async (request) => (await http())(request), failures(site))
