import { setTimeout as wait } from 'node:timers/promises'
import { bundledMails, bundledPublication } from '../platform/assets.ts'
import { createDatabase } from '../platform/database.table.ts'
import { httpHandler } from '../platform/http.ts'
import { createLinks } from '../platform/links.ts'
import { log } from '../platform/log.ts'
import { createMailer } from '../platform/mailer.ts'
import { madeOfSecret } from '../platform/secret.ts'
import { readSettings } from '../platform/settings.ts'
import { Mails } from './mails.ts'
import { failures } from './notice.page.ts'
import { createReaderLinks } from './reader-links.ts'
import { createSubscribeHttp } from './subscribe.http.ts'
import { createSubscribe } from './subscribe.ts'
import { createSubscribersTable } from './subscriber.table.ts'
import { createTransactionalMail } from './transactional-mail.ts'

const settings = readSettings('subscribe')
const siteUrl = settings.SITE_URL
const publication = bundledPublication()
const mails = Mails.parse(bundledMails())
const mailer = createMailer(settings.CONFIGURATION_SET)
const subscribers = createSubscribersTable(createDatabase(), settings.SUBSCRIBERS_TABLE)
const site = { publication, siteUrl }
const now = Date.now

const mail = madeOfSecret(settings.LINK_SECRET_ARN, (secret) => {
  const readerLink = createReaderLinks({ links: createLinks(secret), siteUrl, now })
  return createTransactionalMail({
    mailer,
    mails,
    publication,
    siteUrl,
    readerLink,
    wait,
    random: Math.random,
  })
})

const subscribe = createSubscribe({
  subscribers,
  now,
  mail: async (kind, reader) => (await mail())(kind, reader),
})

/** GET and POST /subscribe. */
export const handler = httpHandler(
  createSubscribeHttp({
    site,
    subscribe,
    now,
    wait,
    onOutcome: (outcome) => {
      const unsent = 'mail' in outcome && outcome.mail !== 'accepted'
      log[unsent ? 'warn' : 'info']('signed up', outcome)
    },
  }),
  failures(site),
)
