import { createHash } from 'node:crypto'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import type { DueBatchesTable } from '../ledger/due-batch.table.ts'
import { settleByReports } from '../ledger/merge-reports.ts'
import type { OpenSendsTable } from '../ledger/open-send.table.ts'
import { turn } from '../ledger/outcomes.ts'
import { blankId, packRecipients, unpackRecipients } from '../ledger/plan-step.ts'
import type { SendId } from '../ledger/send.ts'
import type { SesReportsTable } from '../ledger/ses-report.table.ts'
import { type BatchReports, noReports } from '../ledger/ses-report.ts'

export type NamelessDeps = {
  batches: Pick<BatchesTable, 'get' | 'add' | 'remove'>
  sesReports: Pick<SesReportsTable, 'get' | 'replace' | 'remove'>
  dueBatches: Pick<DueBatchesTable, 'removeAll'>
  openSends: Pick<OpenSendsTable, 'touch'>
}

/**
 * Puts what a closed batch of a series came to under another key, so that nothing says whose it was. Killed in between,
 * both are there until it is done again.
 * @param key the other one: the same if it is done again
 * @returns false when somebody reopened the batch meanwhile
 */
export const isNameless = async (
  { batches, sesReports, dueBatches, openSends }: NamelessDeps,
  id: SendId,
  batch: Batch,
  key: string,
): Promise<boolean> => {
  const reports = await sesReports.get(id, batch.key)
  const copy = namelessCopy(batch, reports, key)
  await batches.add(id, copy)
  if (reports.codes) await sesReports.replace(id, key, noReports, reports)
  await batches.remove(id, batch)
  if (await batches.get(id, batch.key)) {
    await batches.remove(id, copy)
    return false
  }
  await sesReports.remove(id, batch.key)
  await dueBatches.removeAll(id, batch.key)
  await openSends.touch(id)
  return true
}

/** Who is uncertain is written off: no report would find them under the new name, and nobody may mail them. */
const namelessCopy = (batch: Batch, reports: BatchReports, key: string): Batch => {
  const { token, lease, welcome, due, uncertainAt, recipients = '', ...kept } = batch
  const codes = turn(settleByReports(batch.codes, reports), ['u'], 'W')
  const nobody = unpackRecipients(recipients).map((one) => ({ ...one, id: blankId }))
  return { ...kept, key, codes, recipients: packRecipients(nobody) }
}

/** A name from which nobody comes to another of the same secret. 32 hex digits, as readers' ids. */
export const nameIn = (of: string, secret: string): string =>
  createHash('sha256').update(`${secret} ${of}`).digest('hex').slice(0, 32)
