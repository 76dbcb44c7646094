import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { Batch } from './batch.ts'
import { createLedger, type Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'

const keyOf = (send: SendId, key: string) => ({ pk: `send#${send}`, sk: `batch#${key}` })

/** Batches: claimed under a fencing token, marked before and after each chunk, closed when nobody waits. */
export const createBatchesTable = (
  client: DynamoDBClient,
  table: string,
  ledger: Ledger = createLedger(client, table),
) => ({
  /** Puts a planned batch into the ledger, once. */
  add: async (send: SendId, batch: Batch) => {
    await ledger.putNew(Batch, keyOf(send, batch.key), batch)
  },

  list: (send: SendId) => ledger.list(Batch, `send#${send}`, 'batch#'),

  /**
   * Claims a batch for one worker.
   * @param lease until when, Unix ms: later than the worker can possibly live, so that no two ever send
   * @returns the batch as it stands now, or undefined: closed, or another's claim still holds
   */
  claim: async (
    send: SendId,
    key: string,
    token: string,
    now: number,
    lease: number,
  ): Promise<Batch | undefined> => {
    const won = await ledger.update(Batch, keyOf(send, key), {
      set: 'SET #token = :token, lease = :lease, attempt = attempt + :one',
      condition: 'closed = :false AND (attribute_not_exists(lease) OR lease < :now)',
      names: { '#token': 'token' },
      values: { ':token': token, ':lease': lease, ':one': 1, ':false': false, ':now': now },
    })
    if (won) return won
    // The answer to a claim that was won may have been lost, and the SDK's second try failed on our own token.
    const standing = await ledger.get(Batch, keyOf(send, key))
    return standing?.token === token ? standing : undefined
  },

  /** Says, before anything is sent, that calls for recipients [from, to) may begin. @returns undefined if the claim was lost */
  begin: (send: SendId, key: string, token: string, begun: { from: number; to: number }) =>
    ledger.update(Batch, keyOf(send, key), {
      set: 'SET begun = :begun',
      condition: '#token = :token',
      names: { '#token': 'token' },
      values: { ':begun': begun, ':token': token },
    }),

  /** Writes what became of the recipients, and that no call is open any more. @returns undefined if the claim was lost */
  settle: (send: SendId, key: string, token: string, codes: string) =>
    ledger.update(Batch, keyOf(send, key), {
      set: 'SET codes = :codes, closed = :closed REMOVE begun',
      condition: '#token = :token',
      names: { '#token': 'token' },
      values: { ':codes': codes, ':closed': !codes.includes('.'), ':token': token },
    }),

  /** Gives a claim back; a sweep hints at the batch again after `hintedAt`. */
  release: (send: SendId, key: string, token: string, hintedAt: number) =>
    ledger.update(Batch, keyOf(send, key), {
      set: 'SET hintedAt = :hintedAt REMOVE #token, lease',
      condition: '#token = :token',
      names: { '#token': 'token' },
      values: { ':hintedAt': hintedAt, ':token': token },
    }),

  /** Notes that a message was put into the queue for a batch. */
  hinted: (send: SendId, key: string, now: number) =>
    ledger.update(Batch, keyOf(send, key), {
      set: 'SET hintedAt = :now',
      condition: 'attribute_exists(pk)',
      values: { ':now': now },
    }),
})
export type BatchesTable = ReturnType<typeof createBatchesTable>
