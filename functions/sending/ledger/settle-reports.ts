import type { BatchesTable } from './batch.table.ts'
import type { SesReportsTable } from './ses-report.table.ts'
import { fold, type Report, settleByReports } from './ses-report.ts'

export type SettleDeps = { sesReports: SesReportsTable; batches: Pick<BatchesTable, 'get' | 'rewrite'> }

/** Others may write the same items meanwhile; each round one of us gets on. */
const mostRounds = 200

/**
 * Takes in what SES reports of one batch's recipients: keeps it, then settles whoever was uncertain.
 * The reports are kept first and the batch read after; a worker that makes recipients uncertain writes that first and
 * reads the reports after. So whichever comes second sees the other.
 * @throws when others kept writing for too long; the message comes again
 */
export const createSettle =
  ({ sesReports, batches }: SettleDeps) =>
  async (send: string, batch: string, reports: readonly Report[]): Promise<void> => {
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
