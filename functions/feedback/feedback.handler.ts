import { randomUUID } from 'node:crypto'
import { createTimedDatabase } from '../runtime/database.table.ts'
import { log } from '../runtime/log.ts'
import { queueHandler } from '../runtime/queue-handler.ts'
import { madeOfSecret } from '../runtime/secret.ts'
import { readSettings } from '../runtime/settings.ts'
import { createApplyReports } from '../sending/ledger/apply-reports.ts'
import { createLedgerTables } from '../sending/ledger/ledger-tables.table.ts'
import { createRangeSums } from '../sending/ledger/range-sums.ts'
import type { Report } from '../sending/ledger/ses-report.ts'
import { createReaderIds } from '../subscription/states/reader-id.ts'
import { createSubscribersTable } from '../subscription/states/subscriber.table.ts'
import { reportOf } from './event-to-report.ts'
import { createGroupByKey } from './group-by-key.ts'
import { SesEventMessage } from './ses-event.ts'
import { environment } from './settings.ts'
import { createSettleAndRefresh } from './settle-and-refresh.ts'
import { createSuppress } from './suppress.ts'

const settings = readSettings('feedback', environment.feedback)
const { database, time } = createTimedDatabase()
const readerIds = madeOfSecret(settings.READER_ID_SECRET_ARN, createReaderIds)
const suppress = createSuppress({
  subscribers: createSubscribersTable(database, settings.SUBSCRIBERS_TABLE),
  // Only events without our tag need the key.
  idOf: async (address) => (await readerIds())(address),
  now: Date.now,
})
const ledger = createLedgerTables(database, settings.SENDS_TABLE)
const { batches, sesReports } = ledger
const rangeSums = createRangeSums({ ...ledger, token: randomUUID, time })
const takeIn = createSettleAndRefresh({
  settle: createApplyReports({ sesReports, batches }),
  refresh: rangeSums.refresh,
})
const report = createGroupByKey<Report>((_, reports) => takeIn(reports[0]!.send, reports[0]!.batch, reports))

/** Queue `Feedback`: each message is one SES event. */
export const handler = queueHandler(SesEventMessage, async (event) => {
  const reported = reportOf(event)
  // Wait for both, even if one fails: no work may go on after the handler has answered.
  const reporting = reported && report(`${reported.send} ${reported.batch}`, reported)
  const [suppressing] = await Promise.allSettled([suppress(event), reporting])
  await reporting
  if (suppressing.status === 'rejected') throw suppressing.reason
  const outcome = suppressing.value
  // Most events only say that a mail arrived. Logging each would cost more than handling it.
  if (outcome !== 'ignored') log.info('feedback', { type: event.type, outcome })
})
