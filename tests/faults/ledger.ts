import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createBatchesTable } from '../../functions/sending/batch.table.ts'
import { createSendsTable } from '../../functions/sending/send.table.ts'
import { placeOf, unpackRecipients } from '../../functions/sending/step.ts'
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
    const { range, step } = placeOf(key)
    const group = (await sends.steps.get(send, range, step))?.groups.find((one) => one.key === key)
    for (const [index, { id }] of unpackRecipients(group?.recipients ?? '').entries())
      letters.set(id, (letters.get(id) ?? '') + codes[index]!)
  }
  client.destroy()
  return letters
}
