import { randomUUID } from 'node:crypto'
import { askQuota } from '../../mail/mailer.ts'
import { createDeadline } from '../../runtime/clocks.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { handlerOf } from '../../runtime/handler.ts'
import { log } from '../../runtime/log.ts'
import { createQueue } from '../../runtime/queue.ts'
import { readSettings } from '../../runtime/settings.ts'
import { systemClocks as clocks } from '../../runtime/system-clocks.ts'
import { createBatchesTable } from '../ledger/batch.table.ts'
import type { BatchMessage, PlanMessage, SchedulingMessage } from '../ledger/queue-messages.ts'
import { createRangeSums } from '../ledger/range-sums.ts'
import { createSendsTable } from '../ledger/send.table.ts'
import { createSesReportsTable } from '../ledger/ses-report.table.ts'
import { createSumsTable } from '../ledger/sums.table.ts'
import { environment } from '../settings.ts'
import { createSweep } from './sweep.ts'

const settings = readSettings('sweep', environment.sweep)
const { database, time } = createTimedDatabase(clocks)
const scheduling = createQueue<SchedulingMessage>(settings.SCHEDULING_QUEUE_URL)
const sends = createSendsTable(database, settings.SENDS_TABLE)
const batches = createBatchesTable(database, settings.SENDS_TABLE)

const sweep = createSweep({
  sends,
  batches,
  rangeSums: createRangeSums({
    sums: createSumsTable(database, settings.SENDS_TABLE),
    sends,
    batches,
    fates: createSesReportsTable(database, settings.SENDS_TABLE),
    token: randomUUID,
    time,
  }),
  planQueue: createQueue<PlanMessage>(settings.PLAN_QUEUE_URL),
  batchQueue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
  schedulingQueue: scheduling,
  quota: () => askQuota(),
  tell: (notice) => scheduling.send([{ kind: 'tell', notice }]),
  warn: (what, error) => log.error(what, error),
  hintAgainMs: settings.HINT_AGAIN_SECONDS * 1000,
  time,
})

/** Schedule `Sweep`, once a minute. */
export const handler = handlerOf().handler(() => sweep(createDeadline(clocks, settings.SWEEP_SECONDS * 1000)))
