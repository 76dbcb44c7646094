import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { Batch } from './batch.ts'
import { createLedger, type Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'

const keyOf = (send: SendId, key: string) => ({ pk: `send#${send}`, sk: `batch#${key}` })
const names = { '#token': 'token' }

/** A batch as whoever writes it knows it. */
type Known = Pick<Batch, 'codes' | 'version'>
/** What the letters should be now. */
type Change = { after: string; now: number; workedMs?: number }

const nextOf = ({ version = 0 }: Known) => version + 1

/**
 * A write under a claim follows the last one that its writer knows of. A call may take effect long after its caller gave
 * up on it and made it again: without the number it would undo what was written since.
 */
const following = (known: Known) => ({
  condition: known.version === undefined ? 'attribute_not_exists(version)' : 'version = :version',
  values: {
    ':next': nextOf(known),
    ...(known.version !== undefined && { ':version': known.version }),
  },
})

/** Batches: claimed under a fencing token, marked before and after each chunk, closed when nobody waits. */
export const createBatchesTable = (
  client: DynamoDBClient,
  table: string,
  ledger: Ledger = createLedger(client, table),
) => {
  const get = (send: SendId, key: string) => ledger.get(Batch, keyOf(send, key))

  const settle = async (
    send: SendId,
    key: string,
    token: string,
    known: Known,
    { after, now, workedMs = 0 }: Change,
  ): Promise<Batch | undefined> => {
    const before = known.codes
    const doubt = after.includes('u')
    const { condition, values } = following(known)
    const written = await ledger.update(Batch, keyOf(send, key), {
      set: `SET codes = :after, closed = :closed, version = :next${doubt ? ', uncertainAt = :now' : ''} REMOVE begun${workedMs > 0 ? ' ADD workedMs :worked' : ''}`,
      condition: `#token = :token AND codes = :before AND ${condition}`,
      names,
      values: {
        ...values,
        ':before': before,
        ':after': after,
        ':closed': !after.includes('.'),
        ':token': token,
        ...(doubt && { ':now': now }),
        ...(workedMs > 0 && { ':worked': workedMs }),
      },
    })
    if (written) return written
    const standing = await get(send, key)
    if (standing?.token !== token) return undefined
    if (standing.version === nextOf(known)) return standing
    if (standing.version !== known.version) return undefined
    // An event of SES changed letters meanwhile.
    return settle(send, key, token, standing, {
      after: mergeLetters(before, after, standing.codes),
      now,
      workedMs,
    })
  }

  return {
    get,

    /** Puts a planned batch into the ledger, once. */
    add: async (send: SendId, batch: Batch) => {
      await ledger.putNew(Batch, keyOf(send, batch.key), batch)
    },

    list: (send: SendId) => ledger.list(Batch, `send#${send}`, { prefix: 'batch#' }),

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
        names,
        values: { ':token': token, ':lease': lease, ':one': 1, ':false': false, ':now': now },
      })
      if (won) return won
      // The answer to a claim that was won may have been lost, and the SDK's second try failed on our own token.
      const standing = await get(send, key)
      return standing?.token === token ? standing : undefined
    },

    /** Says, before anything is sent, that calls for recipients [from, to) may begin. @returns undefined if the claim was lost */
    begin: async (
      send: SendId,
      key: string,
      token: string,
      known: Known,
      begun: NonNullable<Batch['begun']>,
    ): Promise<Batch | undefined> => {
      const { condition, values } = following(known)
      const written = await ledger.update(Batch, keyOf(send, key), {
        set: 'SET begun = :begun, version = :next',
        condition: `#token = :token AND ${condition}`,
        names,
        values: { ...values, ':begun': begun, ':token': token },
      })
      if (written) return written
      // The answer may have been lost: nobody else writes the next version under this token.
      const standing = await get(send, key)
      return standing?.token === token && standing.version === nextOf(known) ? standing : undefined
    },

    /**
     * Writes what became of the recipients, and that no call is open any more. Letters that an event of SES changed
     * meanwhile stay as the event has them. The answer may have been lost, and the SDK's second try failed on what the
     * first had written: the next version under our token is ours.
     * @returns undefined if the claim was lost
     */
    settle,

    /** Changes letters outside of any claim, if they are still as they were read. @returns undefined if they are not */
    rewrite: (send: SendId, key: string, before: string, after: string) =>
      ledger.update(Batch, keyOf(send, key), {
        set: 'SET codes = :after',
        condition: 'codes = :before',
        values: { ':before': before, ':after': after },
      }),

    /** Has recipients of a closed batch wait again. @returns undefined if it changed since it was read */
    reopen: (send: SendId, key: string, known: Known, after: string) => {
      const { condition, values } = following(known)
      return ledger.update(Batch, keyOf(send, key), {
        set: 'SET codes = :after, closed = :false, reopened = :true, version = :next REMOVE #token, lease',
        condition: `codes = :before AND closed = :true AND ${condition}`,
        names,
        values: { ...values, ':before': known.codes, ':after': after, ':false': false, ':true': true },
      })
    },

    /** Gives a claim back; a sweep hints at the batch again some time after `hintedAt`. */
    release: (send: SendId, key: string, token: string, hintedAt: number) =>
      ledger.update(Batch, keyOf(send, key), {
        set: 'SET hintedAt = :hintedAt REMOVE #token, lease',
        condition: '#token = :token',
        names,
        values: { ':hintedAt': hintedAt, ':token': token },
      }),

    /** Notes that a message was put into the queue for a batch. */
    hinted: (send: SendId, key: string, now: number) =>
      ledger.update(Batch, keyOf(send, key), {
        set: 'SET hintedAt = :now',
        condition: 'attribute_exists(pk)',
        values: { ':now': now },
      }),
  }
}
export type BatchesTable = ReturnType<typeof createBatchesTable>

/** What `after` changes of `before`, applied to what stands; where both changed a letter, what stands wins. */
const mergeLetters = (before: string, after: string, standing: string): string =>
  [...standing]
    .map((letter, index) => (letter === before[index] ? (after[index] ?? letter) : letter))
    .join('')
