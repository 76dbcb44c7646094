import { setTimeout as wait } from 'node:timers/promises'
import { bundledMails, bundledPublication } from '../platform/assets.ts'
import { createDatabase } from '../platform/database.table.ts'
import { httpHandler } from '../platform/http.ts'
import { log } from '../platform/log.ts'
import { createMailer } from '../platform/mailer.ts'
import { madeOfSecret } from '../platform/secret.ts'
import { readSettings } from '../platform/settings.ts'
import { createAdmit, createAdmitMail } from './admission.ts'
import { readableByHost } from './embeds.ts'
import { createFormTokens } from './form-token.ts'
import { inboxName, inboxOf } from './inbox.ts'
import { Mails } from './mails.ts'
import { networkName, networkOf, visitorOf } from './network.ts'
import { failures } from './notice.page.ts'
import { domainName, privateDomainOf } from './private-domain.ts'
import { createReaderLinks } from './reader-links.ts'
import { createMailOrRetry, type UnsentMail } from './retry-mail.ts'
import { createSignUpCounters } from './sign-ups.table.ts'
import { signedForm } from './signed-form.http.ts'
import { createSubscribeHttp } from './subscribe.http.ts'
import { createSubscribe } from './subscribe.ts'
import { createSubscribersTable } from './subscriber.table.ts'
import { createReaderIds } from './subscriber.ts'
import { createTransactionalMail } from './transactional-mail.ts'

const settings = readSettings('subscribe')
const siteUrl = settings.SITE_URL
const publication = bundledPublication()
const mails = Mails.parse(bundledMails())
const mailer = createMailer(settings.CONFIGURATION_SET)
const database = createDatabase()
const subscribers = createSubscribersTable(database, settings.SUBSCRIBERS_TABLE)
const site = { publication, siteUrl }
const now = Date.now
const counters = createSignUpCounters(database, settings.SIGN_UPS_TABLE)
const admit = createAdmit({ counters, now })
const admitMail = createAdmitMail({ counters, now })

const readerIds = madeOfSecret(settings.READER_ID_SECRET_ARN, createReaderIds)

const retryLater = async (unsent: UnsentMail) => {
  try {
    // Only who is throttled waits for the queue's client.
    const { createQueue } = await import('../platform/queue.ts')
    await createQueue<UnsentMail>(settings.UNSENT_MAIL_QUEUE_URL).send([unsent])
  } catch (error) {
    log.error('a throttled mail will not be tried again', { error: error as Error })
  }
}

const form = signedForm(settings.LINK_SECRET_ARN, (links, keyring) => {
  // What is counted under it begins anew when another key takes over.
  const secret = keyring.keys.get(keyring.current)!
  const readerLink = createReaderLinks({ links, siteUrl, now })
  const mail = createTransactionalMail({
    mailer,
    mails,
    publication,
    siteUrl,
    readerLink,
    pauses: [],
    wait,
    random: Math.random,
  })
  return createSubscribeHttp({
    site,
    subscribe: createSubscribe({
      subscribers,
      idOf: async (address) => (await readerIds())(address),
      now,
      mail: createMailOrRetry(mail, retryLater),
      admitMail: (address) => {
        const domain = privateDomainOf(address)
        return admitMail({
          inbox: inboxName(inboxOf(address), secret),
          domain: domain && domainName(domain, secret),
        })
      },
    }),
    tokens: createFormTokens({ links, now }),
    admit: (request) => admit(networkName(networkOf(visitorOf(request, settings.EDGE_KEY)), secret)),
    now,
    wait,
    onOutcome: (outcome) => {
      const unsent = 'mail' in outcome && outcome.mail !== 'accepted'
      log[unsent ? 'warn' : 'info']('signed up', outcome)
    },
  })
})

/** GET and POST /subscribe; and whatever comes for a path that is nobody's. */
export const handler = httpHandler(
  form,
  (request, status) => readableByHost(failures(site)(request, status), request, publication.embeds),
  ['OPTIONS'],
)
