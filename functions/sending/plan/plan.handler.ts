import { randomUUID } from 'node:crypto'
import { createDeadline } from '../../runtime/clocks.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { log } from '../../runtime/log.ts'
import { createQueue } from '../../runtime/queue.ts'
import { queueHandler } from '../../runtime/queue-handler.ts'
import { readSettings } from '../../runtime/settings.ts'
import { systemClocks as clocks } from '../../runtime/system-clocks.ts'
import { createSubscribersTable } from '../../subscription/states/subscriber.table.ts'
import { createLedgerTables } from '../ledger/ledger-tables.table.ts'
import { type BatchMessage, PlanMessage } from '../ledger/queue-messages.ts'
import { createRangeSums } from '../ledger/range-sums.ts'
import { environment } from '../settings.ts'
import { createPlan } from './plan.ts'

const settings = readSettings('plan', environment.plan)
const { database, time } = createTimedDatabase(clocks)
const ledger = createLedgerTables(database, settings.SENDS_TABLE)

const plan = createPlan({
  ...ledger,
  subscribers: createSubscribersTable(database, settings.SUBSCRIBERS_TABLE),
  rangeSums: createRangeSums({ ...ledger, token: randomUUID, time }),
  queue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
  planQueue: createQueue<PlanMessage>(settings.PLAN_QUEUE_URL),
  time,
})

/** Queue `Plan`: each message is one range of a send's audience. */
export const handler = queueHandler(PlanMessage, async ({ send, range }) => {
  const outcome = await plan(send, range, createDeadline(clocks, settings.PLAN_SECONDS * 1000))
  log.info('planning', { send, range, outcome })
})
