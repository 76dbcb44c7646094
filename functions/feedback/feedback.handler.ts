import { randomUUID } from 'node:crypto'
import { createTimedDatabase } from '../runtime/database.table.ts'
import { log } from '../runtime/log.ts'
import { queueHandler } from '../runtime/queue-handler.ts'
import { madeOfSecret } from '../runtime/secret.ts'
import { readSettings } from '../runtime/settings.ts'
import { type Applied, createApplyReports } from '../sending/ledger/apply-reports.ts'
import { createLedgerTables } from '../sending/ledger/ledger-tables.table.ts'
import { createRangeSums } from '../sending/ledger/range-sums.ts'
import { findPlace } from '../sending/ledger/reader-history.ts'
import type { Report } from '../sending/ledger/ses-report.ts'
import { createAnnouncingSubscribers } from '../subscription/states/announcing-subscribers.store.ts'
import { createReaderIds } from '../subscription/states/reader-id.ts'
import { createStanding } from '../subscription/states/readers-by-any-id.ts'
import { createChangeReader } from './change-reader.ts'
import { FeedbackMessage } from './feedback-message.ts'
import { createGroupByKey } from './group-by-key.ts'
import type { SesEvent } from './ses-event.ts'
import { environment } from './settings.ts'
import { createSettleAndRefresh } from './settle-and-refresh.ts'
import { createTakeInAct } from './take-in-act.ts'
import { createTakeInEvent } from './take-in-event.ts'

const settings = readSettings('feedback', environment.feedback)
const { database, time } = createTimedDatabase()
const readerIds = madeOfSecret(settings.READER_ID_SECRET_ARN, createReaderIds)
// Only events about the reader need the key.
const idOf = async (address: string) => (await readerIds())(address)
const subscribers = createAnnouncingSubscribers(database, settings, idOf)
const changeReader = createChangeReader({
  subscribers,
  standing: createStanding({ subscribers, latest: time.latest }),
  idOf,
  now: Date.now,
})
const ledger = createLedgerTables(database, settings.SENDS_TABLE)
const rangeSums = createRangeSums({ ...ledger, token: randomUUID, time })
const takeIn = createSettleAndRefresh({
  settle: createApplyReports(ledger),
  refresh: rangeSums.refresh,
})
const report = createGroupByKey<Report, Applied>((_, reports) =>
  takeIn(reports[0]!.send, reports[0]!.batch, reports),
)
const reportOne = (one: Report) => report(`${one.send} ${one.batch}`, one)
const takeInEvent = createTakeInEvent({ changeReader, report: reportOne })

const takeInAct = createTakeInAct({ place: (send, id) => findPlace(ledger, send, id), report: reportOne })

/** Queue `Feedback`: each message is one SES event, or says what a reader did by a mail. */
export const handler = queueHandler(FeedbackMessage, async (event) => {
  if (!('type' in event)) {
    const outcome = await takeInAct(event)
    if (outcome === 'unknown') log.info('feedback', { type: event.kind, outcome })
    return
  }
  const outcome = await takeInEvent(event)
  // Most events only say that a mail arrived. Logging each would cost more than handling it.
  if (outcome.reader !== 'ignored' || outcome.report === 'unknown')
    log.info('feedback', { type: event.type, ...complaintIn(event), ...outcome })
})

const complaintIn = (event: SesEvent) =>
  event.type === 'Complaint' ? { complaint: event.complaint.complaintFeedbackType ?? 'not said' } : {}
