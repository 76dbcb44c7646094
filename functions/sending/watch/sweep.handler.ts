import { randomUUID } from 'node:crypto'
import { createEditionsTable } from '../../edition/model/edition.table.ts'
import { createAnnouncer } from '../../events/announce.store.ts'
import { createOwedEvents } from '../../events/owed-events.table.ts'
import { createQueueOwed } from '../../events/queue-owed-events.ts'
import type { Announced } from '../../events/webhook-event.ts'
import { askQuota } from '../../mail/mailer.ts'
import { createDeadline } from '../../runtime/clocks.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { handlerOf } from '../../runtime/handler.ts'
import { log } from '../../runtime/log.ts'
import { createQueue } from '../../runtime/queue.ts'
import { readSettings } from '../../runtime/settings.ts'
import { systemClocks as clocks } from '../../runtime/system-clocks.ts'
import { createMovesTable } from '../../subscription/states/moves.table.ts'
import { createSubscribersTable } from '../../subscription/states/subscriber.table.ts'
import { announcingEnds, announcingNotices } from '../ledger/announcing-sends.ts'
import { createLedgerTables } from '../ledger/ledger-tables.table.ts'
import type { BatchMessage, PlanMessage, SchedulingMessage } from '../ledger/queue-messages.ts'
import { createRangeSums } from '../ledger/range-sums.ts'
import { environment } from '../settings.ts'
import { createSweep } from './sweep.ts'
import { createSweepErasures } from './sweep-erasures.ts'
import { createSweepForgetting } from './sweep-forgetting.ts'
import { createSweepMoves } from './sweep-moves.ts'

const settings = readSettings('sweep', environment.sweep)
const { database, time } = createTimedDatabase(clocks)
const scheduling = createQueue<SchedulingMessage>(settings.SCHEDULING_QUEUE_URL)
const { issueToSend } = createEditionsTable(database, settings.EDITIONS_TABLE)
const subscribers = createSubscribersTable(database, settings.SUBSCRIBERS_TABLE)
const ledger = createLedgerTables(database, settings.SENDS_TABLE)
const announce = createAnnouncer(settings.WEBHOOKS_QUEUE_URL, {
  database,
  table: settings.SUBSCRIBERS_TABLE,
  may: 'write',
})
const rangeSums = createRangeSums({ ...ledger, token: randomUUID, time })

const sweep = createSweep({
  ...ledger,
  openSends: announcingEnds(ledger.openSends, announce),
  rangeSums,
  sweepMoves: createSweepMoves({
    moves: createMovesTable(database, settings.SUBSCRIBERS_TABLE),
    subscribers,
    time,
  }),
  sweepErasures: createSweepErasures({ ...ledger, subscribers, time }),
  queueOwed: createQueueOwed({
    owed: createOwedEvents(database, settings.SUBSCRIBERS_TABLE),
    queue: createQueue<Announced>(settings.WEBHOOKS_QUEUE_URL),
  }),
  sweepForgetting: createSweepForgetting({
    ...ledger,
    rangeSums,
    keptMs: settings.KEEP_RECIPIENTS_DAYS * 86_400_000,
    token: randomUUID,
    time,
  }),
  editions: { issue: issueToSend },
  planQueue: createQueue<PlanMessage>(settings.PLAN_QUEUE_URL),
  batchQueue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
  schedulingQueue: scheduling,
  quota: () => askQuota(),
  notify: announcingNotices((notice) => scheduling.send([{ kind: 'tell', notice }]), announce),
  warn: (what, error) => log.error(what, error),
  hintAgainMs: settings.HINT_AGAIN_SECONDS * 1000,
  time,
})

/** Schedule `Sweep`: once a minute. */
export const handler = handlerOf().handler(() => sweep(createDeadline(clocks, settings.SWEEP_SECONDS * 1000)))
