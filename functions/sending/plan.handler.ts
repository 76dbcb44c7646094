import { createDatabase } from '../platform/database.table.ts'
import { log } from '../platform/log.ts'
import { createQueue, queueHandler } from '../platform/queue.ts'
import { readSettings } from '../platform/settings.ts'
import { createSubscribersTable } from '../subscription/subscriber.table.ts'
import { createBatchesTable } from './batch.table.ts'
import { type BatchMessage, PlanMessage } from './messages.ts'
import { createPlan } from './plan.ts'
import { createSendsTable } from './send.table.ts'

const settings = readSettings('plan')
const database = createDatabase()

const plan = createPlan({
  sends: createSendsTable(database, settings.SENDS_TABLE),
  batches: createBatchesTable(database, settings.SENDS_TABLE),
  subscribers: createSubscribersTable(database, settings.SUBSCRIBERS_TABLE),
  queue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
  now: Date.now,
})

/** Queue `Plan`: one range of a send's audience a message. */
export const handler = queueHandler(PlanMessage, async ({ send, range }) => {
  log.info('planning', { send, range, outcome: await plan(send, range) })
})
