import { setTimeout as wait } from 'node:timers/promises'
import { bundledMails, bundledPublication } from '../../publication/bundled-assets.store.ts'
import { createDatabase } from '../../runtime/database.table.ts'
import { createLazyQueue } from '../../runtime/lazy-queue.store.ts'
import { log } from '../../runtime/log.ts'
import { madeOfSecret } from '../../runtime/secret.ts'
import { readSettings } from '../../runtime/settings.ts'
import { httpHandler } from '../../web/form-http.ts'
import { createAdmitMail } from '../limits/inbox-limit.ts'
import { createAdmit } from '../limits/network-limit.ts'
import { createSignUpCounters } from '../limits/sign-up-counters.table.ts'
import { keptNetworkOf, networkName, networkOf, visitorOf } from '../limits/visitor-network.ts'
import { createLazyMailer } from '../mails/lazy-mailer.store.ts'
import { Mails } from '../mails/mails.ts'
import { createMailOrRetry, type UnsentMail } from '../mails/retry-mail.ts'
import { pausesWhileFormWaits } from '../mails/retry-pauses.ts'
import { createTransactionalMail } from '../mails/transactional-mail.ts'
import { environment } from '../settings.ts'
import { createAnnouncingSubscribers } from '../states/announcing-subscribers.store.ts'
import { inboxName, inboxOf } from '../states/canonical-inbox.ts'
import { domainName, privateDomainOf } from '../states/private-domain.ts'
import { createReaderIds } from '../states/reader-id.ts'
import { createReaderLinks } from '../states/reader-links.ts'
import { createSubscribe } from '../states/subscribe.ts'
import { readableByHost } from './embeds.ts'
import { createFormTokens } from './form-token.ts'
import { failures } from './message.page.ts'
import { signedForm } from './signed-form.http.ts'
import { createSubscribeHttp } from './subscribe.http.ts'

const settings = readSettings('subscribe', environment.subscribe)
const siteUrl = settings.SITE_URL
const publication = bundledPublication()
const mails = Mails.parse(bundledMails())
const mailer = createLazyMailer(settings.CONFIGURATION_SET)
const database = createDatabase()
const subscribers = createAnnouncingSubscribers(database, settings)
const site = { publication, siteUrl }
const now = Date.now
const counters = createSignUpCounters(database, settings.SIGN_UPS_TABLE)
const admit = createAdmit({ counters, now })
const admitMail = createAdmitMail({ counters, now })

const readerIds = madeOfSecret(settings.READER_ID_SECRET_ARN, createReaderIds)
const idOf = async (address: string) => (await readerIds())(address)

// Its client is loaded only when a mail is throttled.
const unsentMail = createLazyQueue<UnsentMail>(settings.UNSENT_MAIL_QUEUE_URL)
const retryLater = async (unsent: UnsentMail) => {
  try {
    await unsentMail.send([unsent])
  } catch (error) {
    log.error('a throttled mail will not be tried again', { error: error as Error })
  }
}

const form = signedForm(settings.LINK_SECRET_ARN, (links, keyring) => {
  // Names of networks and domains are derived from this key, so their counters start from zero when another takes over.
  const secret = keyring.keys.get(keyring.current)!
  const readerLink = createReaderLinks({ links, siteUrl, now })
  const mail = createTransactionalMail({
    mailer,
    mails,
    publication,
    siteUrl,
    readerLink,
    pauses: pausesWhileFormWaits,
    wait,
    random: Math.random,
  })
  return createSubscribeHttp({
    site,
    subscribe: createSubscribe({
      subscribers,
      idOf,
      now,
      mail: createMailOrRetry(mail, retryLater),
      admitMail: async (address) => {
        const domain = privateDomainOf(address)
        return admitMail({
          inbox: await inboxName(inboxOf(address), idOf),
          domain: domain && domainName(domain, secret),
        })
      },
    }),
    tokens: createFormTokens({ links, now }),
    admit: (request) => admit(networkName(networkOf(visitorOf(request, settings.EDGE_KEY)), secret)),
    networkOf: (request) => keptNetworkOf(request, settings.EDGE_KEY),
    now,
    wait,
    onOutcome: (outcome) => {
      const unsent = 'mail' in outcome && outcome.mail !== 'accepted'
      log[unsent ? 'warn' : 'info']('signed up', outcome)
    },
  })
})

/** GET and POST /subscribe, and every path that has no route. */
export const handler = httpHandler(
  form,
  (request, status) => readableByHost(failures(site)(request, status), request, publication.embeds),
  { more: ['OPTIONS'] },
)
