import type { Applied } from '../sending/ledger/apply-reports.ts'
import type { Report } from '../sending/ledger/ses-report.ts'
import type { Changed } from './change-reader.ts'
import { reportOf } from './event-to-report.ts'
import type { SesEvent } from './ses-event.ts'

export type TakeInEventDeps = {
  changeReader: (event: SesEvent) => Promise<Changed>
  /** Records a report in the ledger. */
  report: (report: Report) => Promise<Applied>
}

export type TakenIn = { reader: Changed; report: 'none' | 'unknown' | 'applied' }

/**
 * Takes in one event of SES: for its reader, and for the send that it is about. Both are done whatever becomes of the
 * other.
 * @throws when either failed, or when a rejection came before its worker said that the mail was sent: the message comes
 * again
 */
export const createTakeInEvent =
  ({ changeReader, report }: TakeInEventDeps) =>
  async (event: SesEvent): Promise<TakenIn> => {
    const about = reportOf(event)
    // Wait for both, even if one fails: no work may go on after the handler has answered.
    const [changing, reporting] = await Promise.allSettled([
      changeReader(event),
      typeof about === 'string' ? about : report(about),
    ])
    if (reporting.status === 'rejected') throw reporting.reason
    if (changing.status === 'rejected') throw changing.reason
    if (reporting.value === 'too-early')
      throw new Error('SES rejected a message of which its worker has not said yet that SES took it')
    return { reader: changing.value, report: reporting.value }
  }
