import { randomUUID } from 'node:crypto'
import { createDeadline } from '../../runtime/clocks.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { log } from '../../runtime/log.ts'
import { createQueue } from '../../runtime/queue.ts'
import { queueHandler } from '../../runtime/queue-handler.ts'
import { readSettings } from '../../runtime/settings.ts'
import { systemClocks as clocks } from '../../runtime/system-clocks.ts'
import { createSubscribersTable } from '../../subscription/states/subscriber.table.ts'
import { createBatchesTable } from '../ledger/batch.table.ts'
import { createLedger } from '../ledger/ledger.table.ts'
import { createOpenSendsTable } from '../ledger/open-send.table.ts'
import { createPlanStepsTable } from '../ledger/plan-step.table.ts'
import { type BatchMessage, PlanMessage } from '../ledger/queue-messages.ts'
import { createRangeEndsTable } from '../ledger/range-end.table.ts'
import { createRangeSums } from '../ledger/range-sums.ts'
import { createSendsTable } from '../ledger/send.table.ts'
import { createSesReportsTable } from '../ledger/ses-report.table.ts'
import { createSumsTable } from '../ledger/sums.table.ts'
import { environment } from '../settings.ts'
import { createPlan } from './plan.ts'

const settings = readSettings('plan', environment.plan)
const { database, time } = createTimedDatabase(clocks)
const ledger = createLedger(database, settings.SENDS_TABLE)
const openSends = createOpenSendsTable(ledger)
const planSteps = createPlanStepsTable(ledger)
const rangeEnds = createRangeEndsTable(ledger)
const sends = createSendsTable(ledger)
const batches = createBatchesTable(ledger)

const plan = createPlan({
  sends,
  planSteps,
  rangeEnds,
  batches,
  subscribers: createSubscribersTable(database, settings.SUBSCRIBERS_TABLE),
  rangeSums: createRangeSums({
    sums: createSumsTable(ledger),
    openSends,
    rangeEnds,
    batches,
    sesReports: createSesReportsTable(ledger),
    token: randomUUID,
    time,
  }),
  queue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
  planQueue: createQueue<PlanMessage>(settings.PLAN_QUEUE_URL),
  time,
})

/** Queue `Plan`: each message is one range of a send's audience. */
export const handler = queueHandler(PlanMessage, async ({ send, range }) => {
  const outcome = await plan(send, range, createDeadline(clocks, settings.PLAN_SECONDS * 1000))
  log.info('planning', { send, range, outcome })
})
