import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createPaceTable } from '../functions/sending/deliver/reserved-rate.table.ts'
import { createLedgerTables } from '../functions/sending/ledger/ledger-tables.table.ts'

/** Every collection of a ledger, that of the pace as well. */
export const ledgerTables = (client: DynamoDBClient, table: string) => {
  const { ledger, ...tables } = createLedgerTables(client, table)
  return { ...tables, reserved: createPaceTable(ledger) }
}
export type LedgerTables = ReturnType<typeof ledgerTables>
