import type { BatchesTable } from './batch.table.ts'
import { fold, settleByReports } from './fold-reports.ts'
import { placeIn } from './range-sums.ts'
import type { SesReportsTable } from './ses-report.table.ts'
import type { Report } from './ses-report.ts'

export type ApplyReportsDeps = { sesReports: SesReportsTable; batches: Pick<BatchesTable, 'get' | 'rewrite'> }

/** Several writers may update these items; in each round one succeeds. */
const mostRounds = 200

/**
 * Records SES's reports on one batch's recipients, then settles those who were uncertain. The reports are stored first
 * and the batch is read afterwards, while a worker that makes recipients uncertain writes that first and reads the
 * reports afterwards. So whichever comes second sees the other.
 * @throws when others kept writing for too long, so that the message is redelivered
 */
export const createApplyReports =
  ({ sesReports, batches }: ApplyReportsDeps) =>
  async (send: string, batch: string, reports: readonly Report[]): Promise<void> => {
    // A series' batch bears its reader's id, and is gone when they are erased: nothing is written under it any more.
    if (placeIn(batch) === 'all' && !(await batches.get(send, batch))) return
    const known = await keep(sesReports, send, batch, reports)
    for (let round = 0; round < mostRounds; round += 1) {
      const standing = await batches.get(send, batch)
      if (!standing) return
      const codes = settleByReports(standing.codes, known)
      if (codes === standing.codes || (await batches.rewrite(send, batch, standing, codes))) return
    }
    throw new Error(`Batch ${batch} of ${send} kept changing while its reports were taken in`)
  }

const keep = async (sesReports: SesReportsTable, send: string, batch: string, reports: readonly Report[]) => {
  for (let round = 0; round < mostRounds; round += 1) {
    const before = await sesReports.get(send, batch)
    const after = fold(before, reports)
    if (after === before || (await sesReports.replace(send, batch, before, after))) return after
  }
  throw new Error(`The reports of batch ${batch} of ${send} kept changing`)
}
