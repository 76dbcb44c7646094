import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { S3Client } from '@aws-sdk/client-s3'
import { createDigestStore } from '../edition/digest.store.ts'
import { bundledPublication } from '../platform/assets.ts'
import { createDatabase } from '../platform/database.table.ts'
import { readKeyring } from '../platform/keyring.ts'
import { createLinks } from '../platform/links.ts'
import { log } from '../platform/log.ts'
import { createMailer } from '../platform/mailer.ts'
import { queueHandler } from '../platform/queue.ts'
import { madeOfSecret } from '../platform/secret.ts'
import { readSettings } from '../platform/settings.ts'
import { createSubscribersTable } from '../subscription/subscriber.table.ts'
import { createBatchesTable } from './batch.table.ts'
import { createDeliver } from './deliver.ts'
import { createFatesTable } from './fate.table.ts'
import { createLiveRate } from './live-rate.ts'
import { createDigestMessages } from './message.ts'
import { BatchMessage } from './messages.ts'
import { createPace } from './pace.ts'
import { createPost } from './post.ts'
import { createSendsTable } from './send.table.ts'

const settings = readSettings('deliver')
const publication = bundledPublication()
const database = createDatabase()
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
const steady = () => performance.now()
const timing = { steady, sleep, random: Math.random }
const rate = createLiveRate({ ask: mailer.rate, ...timing })
const pace = createPace(timing)

/** Queue `Batches`: one batch of a send a message. */
export const handler = queueHandler(BatchMessage, async ({ send, batch }, context) => {
  pace.set((await rate()) / settings.WORKERS)
  const deliver = createDeliver({
    sends,
    batches,
    fates,
    subscribers,
    post: await post(),
    pace: pace.next,
    sleep,
    token: randomUUID,
    now: Date.now,
    steady,
  })
  const outcome = await deliver(send, batch, () => context.getRemainingTimeInMillis())
  log.info('delivering', { send, batch, outcome })
})
