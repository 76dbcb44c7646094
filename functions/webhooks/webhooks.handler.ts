import { createEditionsTable } from '../edition/model/edition.table.ts'
import { createDatabase } from '../runtime/database.table.ts'
import { log } from '../runtime/log.ts'
import { createQueue } from '../runtime/queue.ts'
import { queueHandler } from '../runtime/queue-handler.ts'
import { isCloudOnThisMachine, readSettings } from '../runtime/settings.ts'
import { createLedgerTables } from '../sending/ledger/ledger-tables.table.ts'
import type { SchedulingMessage } from '../sending/ledger/queue-messages.ts'
import { createSubscribersTable } from '../subscription/states/subscriber.table.ts'
import { createDeliver } from './deliver.ts'
import { createDeliveriesTable } from './deliveries.table.ts'
import { createDescribe } from './describe.ts'
import { createPost } from './post-to-target.store.ts'
import { environment } from './settings.ts'
import { createTellWebhooks } from './tell-webhooks.ts'
import { WebhookMessage } from './webhook-message.ts'
import { createWebhooksTable } from './webhooks.table.ts'

const settings = readSettings('webhooks', environment.webhooks)
const database = createDatabase()
const webhooks = createWebhooksTable(database, settings.WEBHOOKS_TABLE)
const deliveries = createDeliveriesTable(database, settings.WEBHOOKS_TABLE)
const queue = createQueue<WebhookMessage>(settings.WEBHOOKS_QUEUE_URL)
const scheduling = createQueue<SchedulingMessage>(settings.SCHEDULING_QUEUE_URL)
const ledger = createLedgerTables(database, settings.SENDS_TABLE)
const describe = createDescribe({
  reader: createSubscribersTable(database, settings.SUBSCRIBERS_TABLE).get,
  send: ledger.sends.get,
  openStamp: ledger.openSends.stampOf,
  issue: createEditionsTable(database, settings.EDITIONS_TABLE).issue,
  siteUrl: settings.SITE_URL,
  now: Date.now,
})
const tell = createTellWebhooks({ webhooks, deliveries, describe, queue })
const deliver = createDeliver({
  webhooks,
  deliveries,
  describe,
  post: createPost({ allowsLoopback: isCloudOnThisMachine() }),
  queue,
  notify: (notice) => scheduling.send([{ kind: 'tell', notice }]),
  now: Date.now,
  random: Math.random,
})

/** Queue `Webhooks`: what has happened, and whom to tell of it. The messages of a batch are worked on side by side. */
export const handler = queueHandler(WebhookMessage, async (message) => {
  const outcome = message.kind === 'event' ? await tell(message) : await deliver(message)
  const what = message.kind === 'event' ? { type: message.event.type } : { webhook: message.webhook }
  log.info('webhooks', { ...what, outcome })
})
