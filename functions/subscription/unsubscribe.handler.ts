import { bundledPublication } from '../platform/assets.ts'
import { createDatabase } from '../platform/database.table.ts'
import { httpHandler } from '../platform/http.ts'
import { createLinks } from '../platform/links.ts'
import { log } from '../platform/log.ts'
import { madeOfSecret } from '../platform/secret.ts'
import { readSettings } from '../platform/settings.ts'
import { failures } from './notice.page.ts'
import { createSubscribersTable } from './subscriber.table.ts'
import { createUnsubscribeHttp } from './unsubscribe.http.ts'
import { createUnsubscribe } from './unsubscribe.ts'

const settings = readSettings('unsubscribe')
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const subscribers = createSubscribersTable(createDatabase(), settings.SUBSCRIBERS_TABLE)

const http = madeOfSecret(settings.LINK_SECRET_ARN, (secret) =>
  createUnsubscribeHttp({
    site,
    unsubscribe: createUnsubscribe({ subscribers, links: createLinks(secret), now: Date.now }),
    onOutcome: (outcome) => log.info('unsubscribing', outcome),
  }),
)

/** GET and POST /unsubscribe. */
export const handler = httpHandler(async (request) => (await http())(request), failures(site))
