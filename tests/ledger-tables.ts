import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createPaceTable } from '../functions/sending/deliver/pace.table.ts'
import { createNotifiedTable } from '../functions/sending/ledger/admin-notices.table.ts'
import { createBatchesTable } from '../functions/sending/ledger/batch.table.ts'
import { createCadencesTable } from '../functions/sending/ledger/cadence.table.ts'
import { createDueBatchesTable } from '../functions/sending/ledger/due-batch.table.ts'
import { createErasuresTable } from '../functions/sending/ledger/erasure.table.ts'
import { createLedger } from '../functions/sending/ledger/ledger.table.ts'
import { createOpenSendsTable } from '../functions/sending/ledger/open-send.table.ts'
import { createPlanStepsTable } from '../functions/sending/ledger/plan-step.table.ts'
import { createRangeEndsTable } from '../functions/sending/ledger/range-end.table.ts'
import { createRetentionTable } from '../functions/sending/ledger/retention.table.ts'
import { createSendsTable } from '../functions/sending/ledger/send.table.ts'
import { createSesReportsTable } from '../functions/sending/ledger/ses-report.table.ts'
import { createSumsTable } from '../functions/sending/ledger/sums.table.ts'
import { createSweepCursorTable } from '../functions/sending/ledger/sweep-cursor.table.ts'

/** Every collection of a ledger, by the names under which the use cases take them. */
export const ledgerTables = (client: DynamoDBClient, table: string) => {
  const ledger = createLedger(client, table)
  return {
    sends: createSendsTable(ledger),
    openSends: createOpenSendsTable(ledger),
    dueBatches: createDueBatchesTable(ledger),
    planSteps: createPlanStepsTable(ledger),
    rangeEnds: createRangeEndsTable(ledger),
    batches: createBatchesTable(ledger),
    sesReports: createSesReportsTable(ledger),
    sums: createSumsTable(ledger),
    cadences: createCadencesTable(ledger),
    notified: createNotifiedTable(ledger),
    reserved: createPaceTable(ledger),
    cursor: createSweepCursorTable(ledger),
    erasures: createErasuresTable(ledger),
    retention: createRetentionTable(ledger),
  }
}
export type LedgerTables = ReturnType<typeof ledgerTables>
