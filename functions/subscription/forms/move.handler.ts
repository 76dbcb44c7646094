import { setTimeout as wait } from 'node:timers/promises'
import { bundledMails, bundledPublication } from '../../publication/bundled-assets.store.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { createLazyQueue } from '../../runtime/lazy-queue.store.ts'
import { log } from '../../runtime/log.ts'
import { madeOfSecret } from '../../runtime/secret.ts'
import { readSettings } from '../../runtime/settings.ts'
import { httpHandler } from '../../web/form-http.ts'
import { createAdmitMail } from '../limits/inbox-limit.ts'
import { createAdmit, createAdmitMove } from '../limits/network-limit.ts'
import { createSignUpCounters } from '../limits/sign-up-counters.table.ts'
import { keptNetworkOf, networkName, networkOf, visitorOf } from '../limits/visitor-network.ts'
import { createLazyMailer } from '../mails/lazy-mailer.store.ts'
import { Mails } from '../mails/mails.ts'
import { createNotifyReader } from '../mails/notify-reader.ts'
import { createMailOrRetry, type UnsentMail } from '../mails/retry-mail.ts'
import { pausesWhileFormWaits } from '../mails/retry-pauses.ts'
import { createTransactionalMail } from '../mails/transactional-mail.ts'
import { environment } from '../settings.ts'
import { createAnnouncingSubscribers } from '../states/announcing-subscribers.store.ts'
import { createAskMove } from '../states/ask-move.ts'
import { inboxName, inboxOf } from '../states/canonical-inbox.ts'
import { createMove } from '../states/confirm-move.ts'
import { createMovesTable } from '../states/moves.table.ts'
import { createPreferences } from '../states/preferences.ts'
import { domainName, privateDomainOf } from '../states/private-domain.ts'
import { createReaderIds } from '../states/reader-id.ts'
import { createReaderLinks } from '../states/reader-links.ts'
import { createStanding } from '../states/readers-by-any-id.ts'
import { failures } from './message.page.ts'
import { createMoveHttp } from './move.http.ts'
import { signedForm } from './signed-form.http.ts'

const settings = readSettings('move', environment.move)
const siteUrl = settings.SITE_URL
const publication = bundledPublication()
const site = { publication, siteUrl }
const mails = Mails.parse(bundledMails())
const mailer = createLazyMailer(settings.CONFIGURATION_SET)
const { database, time } = createTimedDatabase()
const subscribers = createAnnouncingSubscribers(database, settings)
const moving = { subscribers, latest: time.latest }
const standing = createStanding(moving)
const now = Date.now
const counters = createSignUpCounters(database, settings.SIGN_UPS_TABLE)
const admit = createAdmit({ counters, now })
const admitMove = createAdmitMove({ counters, now })
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
  // As sign-ups are counted: whoever floods inboxes by either has used up both.
  const secret = keyring.keys.get(keyring.current)!
  const readerLink = createReaderLinks({ links, siteUrl, now })
  const mail = createMailOrRetry(
    createTransactionalMail({
      ...{ mailer, mails, publication, siteUrl, readerLink, wait },
      pauses: pausesWhileFormWaits,
      random: Math.random,
    }),
    retryLater,
  )
  const askMove = createAskMove({ subscribers, idOf, now })
  return createMoveHttp({
    site,
    preferences: createPreferences({ subscribers: standing, links, now }),
    admit: async (request, { id }) => {
      const admission = await admit(networkName(networkOf(visitorOf(request, settings.EDGE_KEY)), secret))
      return admission.outcome === 'over' ? admission : admitMove(id)
    },
    ask: async (reader, email) => {
      const domain = privateDomainOf(email)
      const to = {
        inbox: await inboxName(inboxOf(email), idOf),
        domain: domain && domainName(domain, secret),
      }
      const asked = await askMove(reader, email)
      if (asked.outcome !== 'asked') return asked.outcome
      if (!(await admitMail(to))) return 'no-mail'
      return (await mail('move', asked.subscriber)).outcome
    },
    move: createMove({
      ...moving,
      moves: createMovesTable(database, settings.SUBSCRIBERS_TABLE),
      links,
      now,
    }),
    networkOf: (request) => keptNetworkOf(request, settings.EDGE_KEY),
    readerLink,
    tell: createNotifyReader({ ...site, configurationSet: settings.CONFIGURATION_SET, readerLink }),
    onOutcome: (outcome) => log.info('moving', outcome),
    now,
    wait,
  })
})

/** POST /preferences/address; GET and POST /preferences/move. */
export const handler = httpHandler(form, failures(site))
