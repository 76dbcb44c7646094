import { bundledPublication } from '../platform/assets.ts'
import { createDatabase } from '../platform/database.table.ts'
import { httpHandler } from '../platform/http.ts'
import { log } from '../platform/log.ts'
import { readSettings } from '../platform/settings.ts'
import { failures } from './notice.page.ts'
import { createReaderLinks } from './reader-links.ts'
import { signedForm } from './signed-form.http.ts'
import { createSubscribersTable } from './subscriber.table.ts'
import { createTell } from './tell.ts'
import { createUnsubscribeHttp } from './unsubscribe.http.ts'
import { createUnsubscribe } from './unsubscribe.ts'

const settings = readSettings('unsubscribe')
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const subscribers = createSubscribersTable(createDatabase(), settings.SUBSCRIBERS_TABLE)

const form = signedForm(settings.LINK_SECRET_ARN, (links) => {
  const readerLink = createReaderLinks({ links, siteUrl: site.siteUrl, now: Date.now })
  return createUnsubscribeHttp({
    site,
    unsubscribe: createUnsubscribe({ subscribers, links, now: Date.now }),
    tell: createTell({ ...site, configurationSet: settings.CONFIGURATION_SET, readerLink }),
    onOutcome: (outcome) => log.info('unsubscribing', outcome),
  })
})

/** GET and POST /unsubscribe. */
export const handler = httpHandler(form, failures(site))
