import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createLedger, type Ledger } from './ledger.table.ts'
import { rangePrefix } from './plan-step.ts'
import type { SendId } from './send.ts'
import { SesReports } from './ses-report.ts'

const keyOf = (send: SendId, batch: string) => ({ pk: `send#${send}`, sk: `fate#${batch}` })

/** What SES reported of each batch, apart from the batch, so that events and workers do not write the same item. */
export const createSesReportsTable = (
  client: DynamoDBClient,
  table: string,
  ledger: Ledger = createLedger(client, table),
) => ({
  /** `''` when nothing was reported. */
  get: async (send: SendId, batch: string): Promise<string> =>
    (await ledger.get(SesReports, keyOf(send, batch)))?.fates ?? '',

  /** Those of a range, or of a whole series, that can be read. */
  survey: async (send: SendId, range?: number): Promise<string[]> => {
    const prefix = `fate#${range === undefined ? '' : rangePrefix(range)}`
    return (await ledger.listReadable(SesReports, `send#${send}`, { prefix })).items.map(({ fates }) => fates)
  },

  /** @returns undefined when it is no longer as it was read */
  replace: (send: SendId, batch: string, before: string, after: string) =>
    ledger.update(SesReports, keyOf(send, batch), {
      set: 'SET fates = :after',
      condition: before ? 'fates = :before' : 'attribute_not_exists(fates)',
      values: { ':after': after, ...(before && { ':before': before }) },
    }),
})
export type SesReportsTable = ReturnType<typeof createSesReportsTable>
