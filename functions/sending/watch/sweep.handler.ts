import { randomUUID } from 'node:crypto'
import { createEditionsTable } from '../../edition/model/edition.table.ts'
import { askQuota } from '../../mail/mailer.ts'
import { createDeadline } from '../../runtime/clocks.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { handlerOf } from '../../runtime/handler.ts'
import { log } from '../../runtime/log.ts'
import { createQueue } from '../../runtime/queue.ts'
import { readSettings } from '../../runtime/settings.ts'
import { systemClocks as clocks } from '../../runtime/system-clocks.ts'
import { createSubscribersTable } from '../../subscription/states/subscriber.table.ts'
import { createBatchesTable } from '../ledger/batch.table.ts'
import { createDueBatchesTable } from '../ledger/due-batch.table.ts'
import { createErasuresTable } from '../ledger/erasure.table.ts'
import { createLedger } from '../ledger/ledger.table.ts'
import { createOpenSendsTable } from '../ledger/open-send.table.ts'
import { createPlanStepsTable } from '../ledger/plan-step.table.ts'
import type { BatchMessage, PlanMessage, SchedulingMessage } from '../ledger/queue-messages.ts'
import { createRangeEndsTable } from '../ledger/range-end.table.ts'
import { createRangeSums } from '../ledger/range-sums.ts'
import { createRetentionTable } from '../ledger/retention.table.ts'
import { createSendsTable } from '../ledger/send.table.ts'
import { createSesReportsTable } from '../ledger/ses-report.table.ts'
import { createSumsTable } from '../ledger/sums.table.ts'
import { createSweepCursorTable } from '../ledger/sweep-cursor.table.ts'
import { environment } from '../settings.ts'
import { createSweep } from './sweep.ts'
import { createSweepErasures } from './sweep-erasures.ts'
import { createSweepForgetting } from './sweep-forgetting.ts'

const settings = readSettings('sweep', environment.sweep)
const { database, time } = createTimedDatabase(clocks)
const scheduling = createQueue<SchedulingMessage>(settings.SCHEDULING_QUEUE_URL)
const { issueToSend } = createEditionsTable(database, settings.EDITIONS_TABLE)
const ledger = createLedger(database, settings.SENDS_TABLE)
const openSends = createOpenSendsTable(ledger)
const dueBatches = createDueBatchesTable(ledger)
const rangeEnds = createRangeEndsTable(ledger)
const sends = createSendsTable(ledger)
const batches = createBatchesTable(ledger)
const planSteps = createPlanStepsTable(ledger)
const sesReports = createSesReportsTable(ledger)
const rangeSums = createRangeSums({
  sums: createSumsTable(ledger),
  openSends,
  rangeEnds,
  batches,
  sesReports,
  token: randomUUID,
  time,
})

const sweep = createSweep({
  sends,
  openSends,
  dueBatches,
  cursor: createSweepCursorTable(ledger),
  batches,
  rangeSums,
  sweepErasures: createSweepErasures({
    erasures: createErasuresTable(ledger),
    subscribers: createSubscribersTable(database, settings.SUBSCRIBERS_TABLE),
    sends,
    planSteps,
    rangeEnds,
    batches,
    sesReports,
    dueBatches,
    openSends,
    time,
  }),
  sweepForgetting: createSweepForgetting({
    retention: createRetentionTable(ledger),
    sends,
    rangeSums,
    planSteps,
    batches,
    sesReports,
    dueBatches,
    openSends,
    keptMs: settings.KEEP_RECIPIENTS_DAYS * 86_400_000,
    token: randomUUID,
    time,
  }),
  editions: { issue: issueToSend },
  planQueue: createQueue<PlanMessage>(settings.PLAN_QUEUE_URL),
  batchQueue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
  schedulingQueue: scheduling,
  quota: () => askQuota(),
  notify: (notice) => scheduling.send([{ kind: 'tell', notice }]),
  warn: (what, error) => log.error(what, error),
  hintAgainMs: settings.HINT_AGAIN_SECONDS * 1000,
  time,
})

/** Schedule `Sweep`: once a minute. */
export const handler = handlerOf().handler(() => sweep(createDeadline(clocks, settings.SWEEP_SECONDS * 1000)))
