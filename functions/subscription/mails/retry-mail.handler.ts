import { setTimeout as wait } from 'node:timers/promises'
import { createMailer } from '../../mail/mailer.ts'
import { bundledMails, bundledPublication } from '../../publication/bundled-assets.store.ts'
import { createDatabase } from '../../runtime/database.table.ts'
import { log } from '../../runtime/log.ts'
import { queueHandler } from '../../runtime/queue-handler.ts'
import { readKeyring } from '../../runtime/read-keyring.ts'
import { madeOfSecret } from '../../runtime/secret.ts'
import { readSettings } from '../../runtime/settings.ts'
import { createLinks } from '../../runtime/signed-links.ts'
import { environment } from '../settings.ts'
import { createReaderLinks } from '../states/reader-links.ts'
import { createSubscribersTable } from '../states/subscriber.table.ts'
import { Mails } from './mails.ts'
import { createRetryMail, UnsentMail } from './retry-mail.ts'
import { pausesInQueue } from './retry-pauses.ts'
import { createTransactionalMail } from './transactional-mail.ts'

const settings = readSettings('retry-mail', environment['retry-mail'])
const siteUrl = settings.SITE_URL
const mailer = createMailer(settings.CONFIGURATION_SET)
const site = { publication: bundledPublication(), siteUrl, mails: Mails.parse(bundledMails()) }
const subscribers = createSubscribersTable(createDatabase(), settings.SUBSCRIBERS_TABLE)
const now = Date.now

const retry = madeOfSecret(settings.LINK_SECRET_ARN, (secret) => {
  const readerLink = createReaderLinks({ links: createLinks(readKeyring(secret)), siteUrl, now })
  const mail = createTransactionalMail({
    ...site,
    mailer,
    readerLink,
    pauses: pausesInQueue,
    wait,
    random: Math.random,
  })
  return createRetryMail({ subscribers, mail, now })
})

/** Queue `UnsentMail`: mails that the sign-up form could not send at once. */
export const handler = queueHandler(UnsentMail, async (unsent) => {
  mailer.forgetConnections()
  const outcome = await (await retry())(unsent)
  log.info('mailed later', { kind: unsent.kind, outcome })
})
