import { defined } from '../../runtime/defined.ts'
import { Batch, type Welcoming } from './batch.ts'
import { batchKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import { isSettled } from './outcomes.ts'
import type { SendId } from './send.ts'

const names = { '#token': 'token' }

/** A batch as whoever writes it knows it. */
type Known = Pick<Batch, 'codes' | 'version'>
/** What its holder knows of a batch now. */
export type Marking = {
  after: string
  /** When recipients became uncertain, Unix ms by the database's clock, no earlier than it was. */
  uncertainAt?: number
  /** For how long messages were under way since the last mark, ms. */
  workedMs?: number
  /** Left open although nobody waits: reports on those who are uncertain now are still to be read. */
  keepOpen?: boolean
}

/** So many batches are looked at for one that is free: a page of a query, some 30 KB. */
const looksAhead = 50

const nextOf = ({ version = 0 }: Known) => version + 1

/**
 * A write follows the last one that its writer knows of. A call may take effect long after its caller gave up on it and
 * made it again: without the number it would undo what was written since.
 */
const following = ({ version }: Known) => ({
  condition: version === undefined ? 'attribute_not_exists(version)' : 'version = :version',
  values: defined({ ':version': version }),
})

/** Batches: claimed under a fencing token, marked before calls begin and with what became of them, closed when nobody waits. */
export const createBatchesTable = (ledger: Ledger) => {
  const get = (send: SendId, key: string) => ledger.get(Batch, batchKeys.of(send, key))

  const mark = async (
    send: SendId,
    key: string,
    token: string,
    known: Known,
    marking: Marking,
  ): Promise<Batch | undefined> => {
    const { after, uncertainAt, workedMs = 0, keepOpen = false } = marking
    const before = known.codes
    const { condition, values } = following(known)
    const written = await ledger.update(Batch, batchKeys.of(send, key), {
      set: `SET codes = :after, closed = :closed, version = :next${uncertainAt ? ', uncertainAt = :uncertainAt' : ''}${workedMs > 0 ? ' ADD workedMs :worked' : ''}`,
      condition: `#token = :token AND codes = :before AND ${condition}`,
      names,
      values: {
        ...values,
        ':next': nextOf(known),
        ':before': before,
        ':after': after,
        ':closed': isSettled(after) && !keepOpen,
        ':token': token,
        ...(uncertainAt && { ':uncertainAt': uncertainAt }),
        ...(workedMs > 0 && { ':worked': workedMs }),
      },
    })
    if (written) return written
    // Its answer may have been lost, or that of a write of ours before it; or an event of SES changed codes meanwhile.
    const standing = await get(send, key)
    if (standing?.token !== token) return undefined
    const merged = mergeCodes(before, after, standing.codes)
    if (merged === standing.codes && standing.closed === (isSettled(merged) && !keepOpen)) return standing
    return mark(send, key, token, standing, { ...marking, after: merged })
  }

  return {
    get,

    /** Puts a planned batch into the ledger, once. @returns the one that stands */
    add: async (send: SendId, batch: Batch): Promise<Batch> =>
      (await ledger.putNew(Batch, batchKeys.of(send, batch.key), batch)).value,

    list: (send: SendId) => ledger.list(Batch, batchKeys.all(send)),

    /**
     * The next batch that is due and that nobody works on; after the last, from the first on.
     * @param after its key. @param now no later than the database's time, Unix ms
     * @returns its key; undefined when there is none among those looked at
     */
    nextOpen: async (send: SendId, after: string, now: number): Promise<string | undefined> => {
      const isFree = ({ closed, lease = 0, due = 0 }: Batch) => !closed && lease < now && due <= now
      for (const from of [after, '']) {
        const near = await ledger.after(Batch, batchKeys.after(send, from), looksAhead)
        const free = near.find(isFree)
        if (free) return free.key
      }
      return undefined
    },

    /** Those of a range, or of a whole series, that can be read, in order; and which cannot. */
    survey: (send: SendId, range?: number) => ledger.listReadable(Batch, batchKeys.all(send, range)),

    /**
     * Claims a batch for one worker.
     * @param now no later than the database's time, Unix ms
     * @param lease until when, Unix ms by the database's clock: later than the worker can possibly send
     * @returns the batch as it stands now, or undefined: closed, or another's claim still holds
     */
    claim: async (
      send: SendId,
      key: string,
      token: string,
      now: number,
      lease: number,
    ): Promise<Batch | undefined> => {
      const won = await ledger.update(Batch, batchKeys.of(send, key), {
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

    /**
     * Writes what the holder of a claim knows: before calls begin, that they are under way; and what became of those of
     * before. Codes that an event of SES changed meanwhile stay as the event has them. The answer may have been lost,
     * and the SDK's second try failed on what the first had written: the next version under our token is ours.
     * @returns undefined if the claim was lost
     */
    mark,

    /** Changes codes outside of any claim, if the batch is still as it was read. @returns undefined if it is not */
    rewrite: (send: SendId, key: string, known: Known, after: string) => {
      const { condition, values } = following(known)
      return ledger.update(Batch, batchKeys.of(send, key), {
        set: 'SET codes = :after',
        condition: `codes = :before AND ${condition}`,
        values: { ...values, ':before': known.codes, ':after': after },
      })
    },

    /**
     * Has recipients of a closed batch wait again.
     * @param change what a welcome is for now, and when it is due
     * @returns undefined if it changed since it was read
     */
    reopen: (
      send: SendId,
      key: string,
      known: Known,
      after: string,
      change: { welcome?: Welcoming; due?: number } = {},
    ) => {
      const { condition, values } = following(known)
      const { welcome, due } = change
      return ledger.update(Batch, batchKeys.of(send, key), {
        set: `SET codes = :after, closed = :false, reopened = :true, version = :next${welcome ? ', welcome = :welcome' : ''}${due === undefined ? '' : ', due = :due'} REMOVE #token, lease`,
        condition: `codes = :before AND closed = :true AND ${condition}`,
        names,
        values: {
          ...values,
          ':next': nextOf(known),
          ':before': known.codes,
          ':after': after,
          ':false': false,
          ':true': true,
          ...defined({ ':welcome': welcome, ':due': due }),
        },
      })
    },

    /**
     * Says anew what a welcome that waits is for.
     * @param now no later than the database's time, Unix ms
     * @returns undefined if the batch changed since it was read, or a worker has it
     */
    rewelcome: (send: SendId, key: string, known: Known, welcome: Welcoming, due: number, now: number) => {
      const { condition, values } = following(known)
      return ledger.update(Batch, batchKeys.of(send, key), {
        set: 'SET welcome = :welcome, due = :due, version = :next',
        condition: `codes = :before AND closed = :false AND (attribute_not_exists(lease) OR lease < :now) AND ${condition}`,
        values: {
          ...values,
          ':next': nextOf(known),
          ':before': known.codes,
          ':false': false,
          ':welcome': welcome,
          ':due': due,
          ':now': now,
        },
      })
    },

    /**
     * Gives a claim back; a sweep hints at the batch again some time after `hintedAt` (Unix ms).
     * @param refusals how many workers in a row SES refused
     */
    release: (send: SendId, key: string, token: string, hintedAt: number, refusals = 0) =>
      ledger.update(Batch, batchKeys.of(send, key), {
        set: 'SET hintedAt = :hintedAt, refusals = :refusals REMOVE #token, lease',
        condition: '#token = :token',
        names,
        values: { ':hintedAt': hintedAt, ':refusals': refusals, ':token': token },
      }),

    /** Notes that a message was put into the queue for a batch. */
    hinted: (send: SendId, key: string, now: number) =>
      ledger.update(Batch, batchKeys.of(send, key), {
        set: 'SET hintedAt = :now',
        condition: 'attribute_exists(pk)',
        values: { ':now': now },
      }),
  }
}
export type BatchesTable = ReturnType<typeof createBatchesTable>

/**
 * What the holder of a claim knows, put over what stands: but for those who were uncertain, by an earlier write or by one
 * of the holder's whose answer was lost, and of whom an event of SES or a person has decided meanwhile.
 */
const mergeCodes = (before: string, after: string, standing: string): string =>
  [...standing]
    .map((code, index) => {
      const was = before[index]!
      const wasDoubted = was === 'u' || was === 'W' || after[index] === 'u'
      return wasDoubted && code !== was && !'.>'.includes(code) ? code : (after[index] ?? code)
    })
    .join('')
