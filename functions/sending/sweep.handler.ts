import { createDatabase } from '../platform/database.table.ts'
import { handlerOf } from '../platform/handler.ts'
import { createQueue } from '../platform/queue.ts'
import { readSettings } from '../platform/settings.ts'
import { createBatchesTable } from './batch.table.ts'
import { createFatesTable } from './fate.table.ts'
import type { BatchMessage, PlanMessage, SchedulingMessage } from './messages.ts'
import { createSendsTable } from './send.table.ts'
import { createSweep } from './sweep.ts'

const settings = readSettings('sweep')
const database = createDatabase()
const scheduling = createQueue<SchedulingMessage>(settings.SCHEDULING_QUEUE_URL)

const sweep = createSweep({
  sends: createSendsTable(database, settings.SENDS_TABLE),
  batches: createBatchesTable(database, settings.SENDS_TABLE),
  fates: createFatesTable(database, settings.SENDS_TABLE),
  planQueue: createQueue<PlanMessage>(settings.PLAN_QUEUE_URL),
  batchQueue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
  tell: (notice) => scheduling.send([{ kind: 'tell', notice }]),
  hintAgainMs: settings.HINT_AGAIN_SECONDS * 1000,
  now: Date.now,
})

/** Schedule `Sweep`, once a minute. */
export const handler = handlerOf().handler(sweep)
