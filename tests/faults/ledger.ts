import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createBatchesTable } from '../../functions/sending/batch.table.ts'
import { unpackRecipients } from '../../functions/sending/batch.ts'
import { createSendsTable } from '../../functions/sending/send.table.ts'
import type { Cloud } from '../../infra/local/cloud.ts'

/** What the ledger says of each reader of a send: a letter for each time that they were planned. */
export const readLedger = async (
  { addresses, region, credentials, resources }: Cloud,
  send: string,
): Promise<Map<string, string>> => {
  const client = new DynamoDBClient({ endpoint: addresses.aws, region, credentials })
  const table = resources.get('SendingSends')!.physicalId
  const sends = createSendsTable(client, table)
  const letters = new Map<string, string>()
  for (const { key, codes } of await createBatchesTable(client, table).list(send)) {
    const [range = 0, number = 0] = key.split('-').map(Number)
    const slot = await sends.slots.get(send, range, number)
    if (slot?.kind !== 'batch') continue
    for (const [index, { id }] of unpackRecipients(slot.recipients).entries())
      letters.set(id, (letters.get(id) ?? '') + codes[index]!)
  }
  client.destroy()
  return letters
}
