import { randomUUID } from 'node:crypto'
import { createDeadline } from '../platform/clocks.ts'
import { createTimedDatabase } from '../platform/database.table.ts'
import { handlerOf } from '../platform/handler.ts'
import { log } from '../platform/log.ts'
import { askQuota } from '../platform/mailer.ts'
import { createQueue } from '../platform/queue.ts'
import { readSettings } from '../platform/settings.ts'
import { systemClocks as clocks } from '../platform/system-clocks.ts'
import { createBatchesTable } from './batch.table.ts'
import { createFatesTable } from './fate.table.ts'
import type { BatchMessage, PlanMessage, SchedulingMessage } from './messages.ts'
import { createRangeSums } from './range-sums.ts'
import { createSendsTable } from './send.table.ts'
import { createSumsTable } from './sums.table.ts'
import { createSweep } from './sweep.ts'

const settings = readSettings('sweep')
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
    fates: createFatesTable(database, settings.SENDS_TABLE),
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
