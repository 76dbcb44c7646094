import { sesReportKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'
import { SesReports } from './ses-report.ts'

/** SES's reports on each batch, stored apart from it so that events and workers do not write the same item. */
export const createSesReportsTable = (ledger: Ledger) => ({
  /** `''` when nothing was reported. */
  get: async (send: SendId, batch: string): Promise<string> =>
    (await ledger.get(SesReports, sesReportKeys.of(send, batch)))?.reports ?? '',

  /** The readable reports of a range, or of a whole series. */
  survey: async (send: SendId, range?: number): Promise<string[]> => {
    const { items } = await ledger.listReadable(SesReports, sesReportKeys.all(send, range))
    return items.map(({ reports }) => reports)
  },

  /** @returns undefined when it changed since it was read */
  replace: (send: SendId, batch: string, before: string, after: string) =>
    ledger.update(SesReports, sesReportKeys.of(send, batch), {
      set: 'SET fates = :after',
      condition: before ? 'fates = :before' : 'attribute_not_exists(fates)',
      values: { ':after': after, ...(before && { ':before': before }) },
    }),

  remove: (send: SendId, batch: string) => ledger.remove(sesReportKeys.of(send, batch)),
})
export type SesReportsTable = ReturnType<typeof createSesReportsTable>
