import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import { askQuota, createMailer } from '../../mail/mailer.ts'
import { bundledMails, bundledPublication } from '../../publication/bundled-assets.store.ts'
import { wordsOf } from '../../publication/words.ts'
import { createDeadline } from '../../runtime/clocks.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { log } from '../../runtime/log.ts'
import { createQueue } from '../../runtime/queue.ts'
import { queueHandler } from '../../runtime/queue-handler.ts'
import { readKeyring } from '../../runtime/read-keyring.ts'
import { madeOfSecret } from '../../runtime/secret.ts'
import { readSettings } from '../../runtime/settings.ts'
import { createLinks } from '../../runtime/signed-links.ts'
import { systemClocks as clocks } from '../../runtime/system-clocks.ts'
import { createImportsTable } from '../import/imports.table.ts'
import { createAdmitMail } from '../limits/inbox-limit.ts'
import { createSignUpCounters } from '../limits/sign-up-counters.table.ts'
import { Mails } from '../mails/mails.ts'
import { pausesWhilePageWaits } from '../mails/retry-pauses.ts'
import { createTransactionalMail } from '../mails/transactional-mail.ts'
import { environment } from '../settings.ts'
import { inboxName, inboxOf } from '../states/canonical-inbox.ts'
import { createReaderIds } from '../states/reader-id.ts'
import { createReaderLinks } from '../states/reader-links.ts'
import { createSubscribersTable } from '../states/subscriber.table.ts'
import { createAskPaceTable } from './ask-pace.table.ts'
import { createAskPace } from './ask-pace.ts'
import { createAskReader } from './ask-reader.ts'
import { createAskReaders } from './ask-readers.ts'

const settings = readSettings('ask', environment.ask)
const siteUrl = settings.SITE_URL
const publication = bundledPublication()
const mails = Mails.parse(bundledMails())
const mailer = createMailer(settings.CONFIGURATION_SET)
const { database, time } = createTimedDatabase(clocks)
const subscribers = createSubscribersTable(database, settings.SUBSCRIBERS_TABLE)
const now = clocks.wall
const countMail = createAdmitMail({
  counters: createSignUpCounters(database, settings.SIGN_UPS_TABLE),
  now,
})
const readerIds = madeOfSecret(settings.READER_ID_SECRET_ARN, createReaderIds)

const ask = madeOfSecret(settings.LINK_SECRET_ARN, (secret) => {
  const readerLink = createReaderLinks({ links: createLinks(readKeyring(secret)), siteUrl, now })
  const mail = createTransactionalMail({
    mailer,
    mails,
    publication,
    siteUrl,
    readerLink,
    pauses: pausesWhilePageWaits,
    wait,
    random: Math.random,
  })
  const askReader = createAskReader({
    subscribers,
    mail,
    // Not by the domain: a list may well be that of one university.
    admitMail: async (address) => countMail({ inbox: await inboxName(inboxOf(address), await readerIds()) }),
    wordingIn: (language) => {
      const one = mails[language] ? language : publication.languages[0]!
      const { asked, please } = wordsOf(one).mails.ask(publication.names[one]!, siteUrl, '')
      return `${asked} ${please}`
    },
    token: randomUUID,
    now,
  })
  return createAskReaders({
    imports: createImportsTable(database, settings.IMPORTS_TABLE),
    subscribers,
    askReader,
    pace: createAskPace({ reserved: createAskPaceTable(database, settings.IMPORTS_TABLE), time }),
    quota: askQuota,
    queue: createQueue(settings.ASKS_QUEUE_URL),
    wait,
    now,
  })
})

const Message = z.object({ import: z.string() })

/** Queue `Asks`: each message is an import whose readers are to be asked, for as long as one run may last. */
export const handler = queueHandler(Message, async ({ import: id }) => {
  mailer.forgetConnections()
  const outcome = await (await ask())(id, createDeadline(clocks, settings.ASK_SECONDS * 1000))
  log.info('asking', { import: id, outcome })
})
