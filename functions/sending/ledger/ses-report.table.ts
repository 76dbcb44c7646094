import { defined } from '../../runtime/defined.ts'
import { sesReportKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'
import { type BatchReports, noReports, SesReports } from './ses-report.ts'

/** SES's reports on each batch, stored apart from it so that events and workers do not write the same item. */
export const createSesReportsTable = (ledger: Ledger) => ({
  get: async (send: SendId, batch: string): Promise<BatchReports> =>
    (await ledger.get(SesReports, sesReportKeys.of(send, batch))) ?? noReports,

  /** The readable reports of a range, or of a whole series. */
  survey: async (send: SendId, range?: number): Promise<BatchReports[]> =>
    (await ledger.listReadable(SesReports, sesReportKeys.all(send, range))).items,

  /** @returns undefined when they changed since they were read */
  replace: (send: SendId, batch: string, before: BatchReports, after: BatchReports) => {
    const isSame = (name: string, value: string | undefined) =>
      value ? `${name} = :${name}` : `attribute_not_exists(${name})`
    return ledger.update(SesReports, sesReportKeys.of(send, batch), {
      set: [
        'SET fates = :after',
        after.acts && 'acts = :done',
        after.ratings && 'ratings = :rated',
        after.links && 'links = :pressed',
        after.times && 'times = :arrived',
      ]
        .filter(Boolean)
        .join(', '),
      condition: [
        isSame('fates', before.codes),
        isSame('acts', before.acts),
        isSame('ratings', before.ratings),
        isSame('links', before.links),
        isSame('times', before.times),
      ].join(' AND '),
      values: defined({
        ':after': after.codes,
        ':done': after.acts || undefined,
        ':rated': after.ratings || undefined,
        ':pressed': after.links || undefined,
        ':arrived': after.times || undefined,
        ':fates': before.codes || undefined,
        ':acts': before.acts || undefined,
        ':ratings': before.ratings || undefined,
        ':links': before.links || undefined,
        ':times': before.times || undefined,
      }),
    })
  },

  remove: (send: SendId, batch: string) => ledger.remove(sesReportKeys.of(send, batch)),
})
export type SesReportsTable = ReturnType<typeof createSesReportsTable>
