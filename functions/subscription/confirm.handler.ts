import { bundledPublication } from '../platform/assets.ts'
import { createDatabase } from '../platform/database.table.ts'
import { httpHandler } from '../platform/http.ts'
import { createLinks } from '../platform/links.ts'
import { madeOfSecret } from '../platform/secret.ts'
import { readSettings } from '../platform/settings.ts'
import { createConfirmHttp } from './confirm.http.ts'
import { createConfirm } from './confirm.ts'
import { failures } from './notice.page.ts'
import { createReaderLinks } from './reader-links.ts'
import { createSubscribersTable } from './subscriber.table.ts'

const settings = readSettings('confirm')
const site = { publication: bundledPublication(), siteUrl: settings.SITE_URL }
const subscribers = createSubscribersTable(createDatabase(), settings.SUBSCRIBERS_TABLE)
const now = Date.now

const http = madeOfSecret(settings.LINK_SECRET_ARN, (secret) => {
  const links = createLinks(secret)
  return createConfirmHttp({
    site,
    confirm: createConfirm({ subscribers, links, now }),
    readerLink: createReaderLinks({ links, siteUrl: site.siteUrl, now }),
  })
})

/** GET and POST /confirm. */
export const handler = httpHandler(async (request) => (await http())(request), failures(site))
