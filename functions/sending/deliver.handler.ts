import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { S3Client } from '@aws-sdk/client-s3'
import { createDigestStore } from '../edition/digest.store.ts'
import { bundledPublication } from '../platform/assets.ts'
import { createDeadline } from '../platform/clocks.ts'
import { createTimedDatabase } from '../platform/database.table.ts'
import { readKeyring } from '../platform/keyring.ts'
import { createLinks } from '../platform/links.ts'
import { log } from '../platform/log.ts'
import { createMailer } from '../platform/mailer.ts'
import { createQueue } from '../platform/queue.ts'
import { queueHandler } from '../platform/queue-handler.ts'
import { madeOfSecret } from '../platform/secret.ts'
import { readSettings } from '../platform/settings.ts'
import { systemClocks as clocks } from '../platform/system-clocks.ts'
import { createSubscribersTable } from '../subscription/subscriber.table.ts'
import { createBatchesTable } from './batch.table.ts'
import { createDeliverOn } from './deliver-on.ts'
import { createFatesTable } from './fate.table.ts'
import { createLiveRate } from './live-rate.ts'
import { createDigestMessages } from './message.ts'
import { BatchMessage } from './messages.ts'
import { createPaceTable } from './pace.table.ts'
import { createPace } from './pace.ts'
import { createPost, createPrepare } from './post.ts'
import { createRangeSums } from './range-sums.ts'
import { createSendsTable } from './send.table.ts'
import { createSumsTable } from './sums.table.ts'
import { createWelcomeTurn } from './welcome-turn.ts'

const settings = readSettings('deliver')
const publication = bundledPublication()
const { database, time } = createTimedDatabase(clocks)
const mailer = createMailer(settings.CONFIGURATION_SET)
const sends = createSendsTable(database, settings.SENDS_TABLE)
const batches = createBatchesTable(database, settings.SENDS_TABLE)
const fates = createFatesTable(database, settings.SENDS_TABLE)
const subscribers = createSubscribersTable(database, settings.SUBSCRIBERS_TABLE)
const digests = createDigestStore(new S3Client({}), settings.EDITIONS_BUCKET)

const post = madeOfSecret(settings.LINK_SECRET_ARN, (secret) => {
  const links = createLinks(readKeyring(secret))
  const messages = createDigestMessages({ publication, links, siteUrl: settings.SITE_URL, now: Date.now })
  return createPost({ mailer, digests, messages, from: publication.sender.address })
})
const timing = { clocks, sleep, random: Math.random }
const rangeSums = createRangeSums({
  sums: createSumsTable(database, settings.SENDS_TABLE),
  sends,
  batches,
  fates,
  token: randomUUID,
  time,
})
const reserved = createPaceTable(database, settings.SENDS_TABLE)
const rate = createLiveRate({ ask: mailer.rate, told: reserved, time, ...timing })

/** Queue `Batches`: one batch of a send a message. */
export const handler = queueHandler(BatchMessage, async ({ send, batch }) => {
  // First of all: what comes before the calls is part of the worker's time.
  const deadline = createDeadline(clocks, settings.WORKER_SECONDS * 1000)
  // The sandbox may have been frozen since the message before.
  mailer.forgetConnections()
  const deliver = createDeliverOn({
    ...timing,
    sends,
    batches,
    fates,
    subscribers,
    post: await post(),
    prepare: createPrepare({ digests }),
    pace: createPace({ reserved, time, clocks }),
    rate,
    welcomeTurn: createWelcomeTurn({ sends, batches, fates }),
    queue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
    // Sums are for showing, and the sweeper derives them again: the batch is delivered whatever becomes of them.
    refreshSums: (id, key) =>
      rangeSums.refresh(id, key).catch((error) => log.warn('sums not derived', { send: id, error })),
    time,
    token: randomUUID,
  })
  const { delivered, lateMs } = await deliver(send, batch, deadline)
  if (lateMs > 0) log.warn('woke up after its time, and called nobody since', { send, batch, lateMs })
  log.info('delivering', { send, delivered })
})
