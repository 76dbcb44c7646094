import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { S3Client } from '@aws-sdk/client-s3'
import { createDigestStore } from '../../edition/digest/digest.store.ts'
import { createMailer } from '../../mail/mailer.ts'
import { bundledPublication } from '../../publication/bundled-assets.store.ts'
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
import { createSubscribersTable } from '../../subscription/states/subscriber.table.ts'
import { createLedgerTables } from '../ledger/ledger-tables.table.ts'
import { BatchMessage } from '../ledger/queue-messages.ts'
import { createRangeSums } from '../ledger/range-sums.ts'
import { environment } from '../settings.ts'
import { createLiveRate } from './account-rate.ts'
import { createDeliverMore } from './deliver-more-batches.ts'
import { createDigestMessages } from './digest-message.ts'
import { createPost, createPrepare } from './post-digest.ts'
import { createPace } from './reserve-account-rate.ts'
import { createPaceTable } from './reserved-rate.table.ts'
import { createWelcomeTurn } from './should-deliver-welcome.ts'

const settings = readSettings('deliver', environment.deliver)
const publication = bundledPublication()
const { database, time } = createTimedDatabase(clocks)
const mailer = createMailer(settings.CONFIGURATION_SET)
const ledger = createLedgerTables(database, settings.SENDS_TABLE)
const { sends, planSteps, batches, sesReports } = ledger
const subscribers = createSubscribersTable(database, settings.SUBSCRIBERS_TABLE)
const digests = createDigestStore(new S3Client({}), settings.EDITIONS_BUCKET)

const post = madeOfSecret(settings.LINK_SECRET_ARN, (secret) => {
  const links = createLinks(readKeyring(secret))
  const messages = createDigestMessages({ publication, links, siteUrl: settings.SITE_URL, now: Date.now })
  return createPost({ mailer, digests, messages, from: publication.sender.address })
})
const timing = { clocks, sleep, random: Math.random }
const rangeSums = createRangeSums({ ...ledger, token: randomUUID, time })
const reserved = createPaceTable(ledger.ledger)
const rate = createLiveRate({ ask: mailer.rate, shared: reserved, time, ...timing })

/** Queue `Batches`: each message is one batch of a send. */
export const handler = queueHandler(BatchMessage, async ({ send, batch }) => {
  // Start the deadline first: everything before the calls counts as the worker's time.
  const deadline = createDeadline(clocks, settings.WORKER_SECONDS * 1000)
  // The sandbox may have been frozen since the previous message.
  mailer.forgetConnections()
  const deliver = createDeliverMore({
    ...timing,
    sends,
    planSteps,
    batches,
    sesReports,
    subscribers,
    post: await post(),
    prepare: createPrepare({ digests }),
    pace: createPace({ reserved, time, clocks }),
    rate,
    welcomeTurn: createWelcomeTurn({ sends, planSteps, batches, sesReports }),
    queue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
    // Sums are for display only, and the sweeper derives them again. Delivery must not fail because of them.
    refreshSums: (id, key) =>
      rangeSums.refresh(id, key).catch((error) => log.warn('sums not derived', { send: id, error })),
    time,
    token: randomUUID,
  })
  const { delivered, lateMs } = await deliver(send, batch, deadline)
  if (lateMs > 0) log.warn('woke up after its deadline and made no more calls', { send, batch, lateMs })
  log.info('delivering', { send, delivered })
})
