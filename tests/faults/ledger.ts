import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Cloud } from '#local-cloud'
import { createBatchesTable } from '../../functions/sending/ledger/batch.table.ts'
import { createLedger } from '../../functions/sending/ledger/ledger.table.ts'
import { createPlanStepsTable } from '../../functions/sending/ledger/plan-step.table.ts'
import { placeOf, unpackRecipients } from '../../functions/sending/ledger/plan-step.ts'
import { createSendsTable } from '../../functions/sending/ledger/send.table.ts'

/** Reads what the ledger says of each reader of a send: a letter for each time that they are in it. */
export const openLedger = ({ addresses, region, credentials, resources }: Cloud) => {
  const client = new DynamoDBClient({ endpoint: addresses.aws, region, credentials })
  const table = resources.get('SendingSends')!.physicalId
  const ledger = createLedger(client, table)
  const [sends, planSteps, batches] = [
    createSendsTable(ledger),
    createPlanStepsTable(ledger),
    createBatchesTable(ledger),
  ]
  const planned = async (send: string, key: string): Promise<string> => {
    const { range, step } = placeOf(key)
    const group = (await planSteps.get(send, range, step))?.groups.find((one) => one.key === key)
    return group?.recipients ?? ''
  }
  return {
    letters: async (send: string): Promise<Map<string, string>> => {
      const letters = new Map<string, string>()
      for (const { key, codes, recipients } of await batches.list(send)) {
        const all = unpackRecipients(recipients ?? (await planned(send, key)))
        for (const [index, { id }] of all.entries()) letters.set(id, (letters.get(id) ?? '') + codes[index]!)
      }
      return letters
    },
    ids: () => sends.ids(),
    close: () => client.destroy(),
  }
}
export type Ledger = ReturnType<typeof openLedger>
