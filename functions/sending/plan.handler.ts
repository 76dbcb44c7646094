import { randomUUID } from 'node:crypto'
import { createDeadline } from '../platform/clocks.ts'
import { createTimedDatabase } from '../platform/database.table.ts'
import { log } from '../platform/log.ts'
import { createQueue } from '../platform/queue.ts'
import { queueHandler } from '../platform/queue-handler.ts'
import { readSettings } from '../platform/settings.ts'
import { systemClocks as clocks } from '../platform/system-clocks.ts'
import { createSubscribersTable } from '../subscription/subscriber.table.ts'
import { createBatchesTable } from './batch.table.ts'
import { createFatesTable } from './fate.table.ts'
import { type BatchMessage, PlanMessage } from './messages.ts'
import { createPlan } from './plan.ts'
import { createRangeSums } from './range-sums.ts'
import { createSendsTable } from './send.table.ts'
import { createSumsTable } from './sums.table.ts'

const settings = readSettings('plan')
const { database, time } = createTimedDatabase(clocks)
const sends = createSendsTable(database, settings.SENDS_TABLE)
const batches = createBatchesTable(database, settings.SENDS_TABLE)

const plan = createPlan({
  sends,
  batches,
  subscribers: createSubscribersTable(database, settings.SUBSCRIBERS_TABLE),
  rangeSums: createRangeSums({
    sums: createSumsTable(database, settings.SENDS_TABLE),
    sends,
    batches,
    fates: createFatesTable(database, settings.SENDS_TABLE),
    token: randomUUID,
    time,
  }),
  queue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
  planQueue: createQueue<PlanMessage>(settings.PLAN_QUEUE_URL),
  time,
})

/** Queue `Plan`: one range of a send's audience a message. */
export const handler = queueHandler(PlanMessage, async ({ send, range }) => {
  const outcome = await plan(send, range, createDeadline(clocks, settings.PLAN_SECONDS * 1000))
  log.info('planning', { send, range, outcome })
})
