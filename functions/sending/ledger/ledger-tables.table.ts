import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createNotifiedTable } from './admin-notices.table.ts'
import { createBatchesTable } from './batch.table.ts'
import { createCadencesTable } from './cadence.table.ts'
import { createDueBatchesTable } from './due-batch.table.ts'
import { createErasuresTable } from './erasure.table.ts'
import { createLedger } from './ledger.table.ts'
import { createOpenSendsTable } from './open-send.table.ts'
import { createPlanStepsTable } from './plan-step.table.ts'
import { createPressedLinksTable } from './pressed-links.table.ts'
import { createRangeEndsTable } from './range-end.table.ts'
import { createRetentionTable } from './retention.table.ts'
import { createSendsTable } from './send.table.ts'
import { createSesReportsTable } from './ses-report.table.ts'
import { createSumsTable } from './sums.table.ts'
import { createSweepCursorTable } from './sweep-cursor.table.ts'

/** Every collection of a ledger, by the names under which the use cases take them. */
export const createLedgerTables = (client: DynamoDBClient, table: string) => {
  const ledger = createLedger(client, table)
  return {
    ledger,
    sends: createSendsTable(ledger),
    openSends: createOpenSendsTable(ledger),
    dueBatches: createDueBatchesTable(ledger),
    planSteps: createPlanStepsTable(ledger),
    rangeEnds: createRangeEndsTable(ledger),
    batches: createBatchesTable(ledger),
    sesReports: createSesReportsTable(ledger),
    pressedLinks: createPressedLinksTable(ledger),
    sums: createSumsTable(ledger),
    cadences: createCadencesTable(ledger),
    notified: createNotifiedTable(ledger),
    cursor: createSweepCursorTable(ledger),
    erasures: createErasuresTable(ledger),
    retention: createRetentionTable(ledger),
  }
}
