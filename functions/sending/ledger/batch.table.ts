import { defined } from '../../runtime/defined.ts'
import { Batch, type Welcoming } from './batch.ts'
import { mayBeDelivered } from './claimable-batches.ts'
import { batchKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import { doubted } from './merge-reports.ts'
import { isSettled, turn } from './outcomes.ts'
import type { SendId } from './send.ts'

const names = { '#token': 'token' }

/** A batch as its writer last read it. */
type Known = Pick<Batch, 'codes' | 'version'>
/** What the claim's holder writes about a batch. */
export type Marking = {
  after: string
  /** A time no earlier than when recipients became uncertain, Unix ms by the database's clock. */
  uncertainAt?: number
  /** How many ms messages have been under way since the last mark. */
  workedMs?: number
  /**
   * Keep the batch open although nobody is waiting: reports on recipients who just became uncertain must still be read.
   */
  keepOpen?: boolean
  /** With which editions whoever is called now, and was before: see `editionSent`. */
  editionSets?: string
  /** Whoever is left out by a cancel: the send's number (`anew`) when it was seen cancelled. */
  cancelled?: number
}

/** Batches searched for an unclaimed one: one page of a query, about 30 KB. */
const looksAhead = 50

const nextOf = ({ version = 0 }: Known) => version + 1

/**
 * Makes a write depend on the last version that its writer knows. The SDK may give up on a call and repeat it, and the
 * first one may take effect much later; without the version it would undo newer writes.
 */
const following = ({ version }: Known) => ({
  condition: version === undefined ? 'attribute_not_exists(version)' : 'version = :version',
  values: defined({ ':version': version }),
})

/**
 * Batches: claimed under a fencing token, marked before calls begin, updated with outcomes, and closed when nobody is
 * waiting.
 */
export const createBatchesTable = (ledger: Ledger) => {
  const get = (send: SendId, key: string) => ledger.get(Batch, batchKeys.of(send, key))

  const mark = async (
    send: SendId,
    key: string,
    token: string,
    known: Known,
    marking: Marking,
  ): Promise<Batch | undefined> => {
    const { after, uncertainAt, workedMs = 0, keepOpen = false, cancelled, editionSets } = marking
    const before = known.codes
    const { condition, values } = following(known)
    const written = await ledger.update(Batch, batchKeys.of(send, key), {
      set: `SET codes = :after, closed = :closed, version = :next${uncertainAt ? ', uncertainAt = :uncertainAt' : ''}${editionSets ? ', editionSets = :sets' : ''}${workedMs > 0 ? ' ADD workedMs :worked' : ''}`,
      condition: `#token = :token AND codes = :before AND ${condition}${cancelled === undefined ? '' : ' AND (attribute_not_exists(anew) OR anew <= :cancelled)'}`,
      names,
      values: {
        ...values,
        ...defined({ ':cancelled': cancelled }),
        ...defined({ ':sets': editionSets }),
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
    // Either an answer was lost (of this write or of an earlier one of ours), or an SES event changed codes meanwhile.
    const standing = await get(send, key)
    if (standing?.token !== token) return undefined
    const isAnew = cancelled !== undefined && (standing.anew ?? 0) > cancelled
    const merged = mergeCodes(before, isAnew ? withoutLeftOut(before, after) : after, standing.codes)
    if (merged === standing.codes && standing.closed === (isSettled(merged) && !keepOpen)) return standing
    const { cancelled: _, ...going } = marking
    return mark(send, key, token, standing, { ...(isAnew ? going : marking), after: merged })
  }

  return {
    get,

    /** Adds a planned batch to the ledger, once. @returns the stored batch */
    add: async (send: SendId, batch: Batch): Promise<Batch> =>
      (await ledger.putNew(Batch, batchKeys.of(send, batch.key), batch)).value,

    list: (send: SendId) => ledger.list(Batch, batchKeys.all(send)),

    /**
     * The next batch that is due and unclaimed; wraps around after the last one.
     * @param after key of the batch to start after
     * @param now no later than the database's time, Unix ms
     * @returns its key; undefined when none of the batches searched is free
     */
    nextOpen: async (send: SendId, after: string, now: number): Promise<string | undefined> => {
      for (const from of [after, '']) {
        const near = await ledger.after(Batch, batchKeys.after(send, from), looksAhead)
        const free = near.find((batch) => mayBeDelivered(batch, now))
        if (free) return free.key
      }
      return undefined
    },

    /** The readable batches of a range or a whole series, in order, and errors for the unreadable ones. */
    survey: (send: SendId, range?: number) => ledger.listReadable(Batch, batchKeys.all(send, range)),

    /**
     * Claims a batch for one worker.
     * @param now no later than the database's time, Unix ms
     * @param lease end of the claim, Unix ms by the database's clock; must be later than the worker can possibly send
     * @returns the claimed batch; undefined when it is closed or another claim is still valid
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
      // The answer to a successful claim may have been lost, and the SDK's retry may have failed on our own token.
      const standing = await get(send, key)
      return standing?.token === token ? standing : undefined
    },

    /**
     * Writes what the claim's holder knows: which calls are about to begin, and the outcomes of earlier ones. Keeps
     * codes that an SES event changed meanwhile. If the answer was lost and the SDK's retry failed on our own write,
     * recognises that write by the next version under our token.
     * @returns undefined if the claim was lost
     */
    mark,

    /**
     * Notes under the claim's token in which languages recipients are mailed that were planned in others.
     * @param before as it was noted last
     * @returns false if the claim was lost
     */
    noteLanguages: async (send: SendId, key: string, token: string, before: string, after: string) => {
      const written = await ledger.update(Batch, batchKeys.of(send, key), {
        set: 'SET switched = :after',
        condition: `#token = :token AND ${before ? 'switched = :before' : 'attribute_not_exists(switched)'}`,
        names,
        values: { ':token': token, ':after': after, ...(before && { ':before': before }) },
      })
      if (written) return true
      const standing = await get(send, key)
      return standing?.token === token && standing.switched === after
    },

    /** Changes codes without a claim, unless the batch changed since it was read. @returns undefined if it did */
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
     * @param change what a welcome is for now, and when it is due; up to which asking anew of its send nobody is left out
     * @returns undefined if it changed since it was read
     */
    reopen: (
      send: SendId,
      key: string,
      known: Known,
      after: string,
      change: { welcome?: Welcoming; due?: number; anew?: number } = {},
    ) => {
      const { condition, values } = following(known)
      const { welcome, due, anew } = change
      return ledger.update(Batch, batchKeys.of(send, key), {
        set: `SET codes = :after, closed = :false, reopened = :true, reopenedAfter = attempt, version = :next${welcome ? ', welcome = :welcome' : ''}${due === undefined ? '' : ', due = :due'}${anew === undefined ? '' : ', anew = :anew'} REMOVE #token, lease`,
        condition: `codes = :before AND closed = :true AND ${condition}`,
        names,
        values: {
          ...values,
          ':next': nextOf(known),
          ':before': known.codes,
          ':after': after,
          ':false': false,
          ':true': true,
          ...defined({ ':welcome': welcome, ':due': due, ':anew': anew }),
        },
      })
    },

    /**
     * Marks an open batch as asked for anew: from then on no worker that saw an earlier cancel leaves anybody of it out.
     * Its holder goes on.
     * @returns undefined if its codes changed since it was read, or it bears the number
     */
    markAnew: (send: SendId, key: string, { codes }: Known, anew: number) =>
      ledger.update(Batch, batchKeys.of(send, key), {
        set: 'SET anew = :anew',
        condition: 'codes = :before AND (attribute_not_exists(anew) OR anew < :anew)',
        values: { ':anew': anew, ':before': codes },
      }),

    /**
     * Updates what a waiting welcome is for.
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
     * Closes the batch of a reader who is erased and waits, if no worker has it.
     * @param now no later than the database's time, Unix ms
     * @returns undefined if it changed since it was read, or a worker has it
     */
    closeErased: (send: SendId, key: string, known: Known, now: number) => {
      const { condition, values } = following(known)
      return ledger.update(Batch, batchKeys.of(send, key), {
        set: 'SET codes = :after, closed = :true, version = :next REMOVE #token, lease',
        condition: `codes = :before AND closed = :false AND (attribute_not_exists(lease) OR lease < :now) AND ${condition}`,
        names,
        values: {
          ...values,
          ':next': nextOf(known),
          ':before': known.codes,
          ':after': turn(known.codes, ['.'], 'G'),
          ':false': false,
          ':true': true,
          ':now': now,
        },
      })
    },

    /** Removes a batch, unless it changed since it was read. */
    remove: (send: SendId, { key, version }: Batch) =>
      ledger.remove(batchKeys.of(send, key), defined({ version })),

    /**
     * Releases a claim. The sweeper hints at the batch again some time after `hintedAt` (Unix ms).
     * @param refusals how many workers in a row SES has refused
     */
    release: (send: SendId, key: string, token: string, hintedAt: number, refusals = 0) =>
      ledger.update(Batch, batchKeys.of(send, key), {
        set: 'SET hintedAt = :hintedAt, refusals = :refusals REMOVE #token, lease',
        condition: '#token = :token',
        names,
        values: { ':hintedAt': hintedAt, ':refusals': refusals, ':token': token },
      }),

    /** Records that a message for the batch was queued. */
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
 * Overlays the holder's codes on the stored ones, except for recipients who were uncertain or failed (by an earlier write,
 * or uncertain by one of the holder's whose answer was lost) and have been settled meanwhile by an SES event or a person,
 * and for those whose accepted message SES has rejected meanwhile.
 */
const mergeCodes = (before: string, after: string, standing: string): string =>
  [...standing]
    .map((code, index) => {
      const was = before[index]!
      if (was === 'a' && code === 'r') return code
      const wasDoubted = doubted.includes(was) || after[index] === 'u'
      return wasDoubted && code !== was && !'.>'.includes(code) ? code : (after[index] ?? code)
    })
    .join('')

/** The same codes, but whoever was to be left out by a cancel waits. */
const withoutLeftOut = (before: string, after: string): string =>
  [...after].map((code, index) => (code === 'C' && before[index] !== 'C' ? '.' : code)).join('')
