import type { BatchesTable } from './batch.table.ts'
import type { Batch } from './batch.ts'
import { type ChunkDeps, createDeliverChunk } from './chunk.ts'
import type { FatesTable } from './fate.table.ts'
import { settleByFates } from './fate.ts'
import { overwrite, turn } from './outcomes.ts'
import type { SendsTable } from './send.table.ts'
import { chunkSize, type Frozen, isHeld, type Send, type SendId } from './send.ts'
import { placeOf, type Recipient, unpackRecipients } from './step.ts'

export type DeliverDeps = ChunkDeps & {
  sends: Pick<SendsTable, 'get' | 'steps'>
  batches: BatchesTable
  fates: Pick<FatesTable, 'get'>
  /** A new fencing token. */
  token: () => string
}

/** What a worker needs for one more chunk and its marks. */
const chunkMs = 25_000
/** After the daily quota is used up, how long until a batch is tried again. */
const quotaPauseMs = 15 * 60_000
/** How much longer than its worker a claim lives. */
const graceMs = 5_000

export type Delivered =
  | 'closed'
  | 'nothing-to-do'
  | 'too-early'
  | 'claim-lost'
  | 'out-of-time'
  | 'quota-reached'
  | 'held'
  | 'cancelled'

/**
 * Delivers one batch: claims it, then chunk by chunk marks it begun, reads each reader's state, calls SES, and writes
 * what became of them. Recipients whose chunk was begun by a worker that died are uncertain, and not sent again.
 * @param remainingMs what is left of this invocation; the claim outlives it, so that no two workers ever send
 * @throws what stopped a chunk, after the ledger says how far it came
 */
export const createDeliver = (deps: DeliverDeps) => {
  const { sends, batches, now } = deps
  const deliverChunk = createDeliverChunk(deps)

  return async (id: SendId, key: string, remainingMs: () => number): Promise<Delivered> => {
    const token = deps.token()
    const claimed = await batches.claim(id, key, token, now(), now() + remainingMs() + graceMs)
    if (!claimed) return 'nothing-to-do'
    const work = createWork(deps, { id, key, token })
    const recipients = await plannedRecipients(sends, id, claimed)

    let batch: Batch | undefined = claimed.begun ? await work.doubt(claimed) : claimed
    while (batch && !batch.closed) {
      const { send, frozen } = await frozenSend(sends, id)
      if (send.cancelledAt) return (await work.leaveOut(batch)) ? 'cancelled' : 'claim-lost'
      const early = (batch.due ?? 0) > now()
      const enough = remainingMs() >= chunkMs
      if (isHeld(send) || early || !enough) {
        // What comes too early, or has to go on with another worker, waits for no hint to grow old.
        await work.release(early || !enough ? 0 : now())
        return early ? 'too-early' : enough ? 'held' : 'out-of-time'
      }
      const from = batch.codes.indexOf('.')
      const to = Math.min(from + chunkSize, batch.size)
      const began = deps.steady()
      const begun = await batches.begin(id, key, token, batch, { from, to })
      if (!begun) return 'claim-lost'
      const spared: Batch = begun.reopened ? await work.sparing(begun) : begun
      const { letters, stopped } = await deliverChunk({ send, frozen, recipients, batch: spared, from, to })
      batch = await work.settle(
        begun,
        overwrite(spared.codes, from, letters),
        Math.round(deps.steady() - began),
      )
      if (stopped) {
        await work.release(stopped.by === 'quota' ? now() + quotaPauseMs : now())
        if (stopped.by === 'quota') return 'quota-reached'
        throw new Error(`Delivering batch ${key} of ${id} stopped`, { cause: stopped.failure })
      }
    }
    return batch ? 'closed' : 'claim-lost'
  }
}

/** What the holder of a claim may do to its batch. */
const createWork = (
  { batches, fates, now }: DeliverDeps,
  held: { id: SendId; key: string; token: string },
) => {
  const { id, key, token } = held
  const settle = (batch: Batch, after: string, workedMs?: number) =>
    batches.settle(id, key, token, batch, { after, now: now(), workedMs })
  return {
    settle,
    release: (hintedAt: number) => batches.release(id, key, token, hintedAt),

    /**
     * A chunk that a dead worker had begun: nobody knows whether SES took them, but for those of whom SES has
     * reported something. They are uncertain in the ledger before the reports are read (see settle.ts).
     */
    doubt: async (batch: Batch): Promise<Batch | undefined> => {
      const { from, to } = batch.begun!
      const open = turn(batch.codes.slice(from, to), ['.'], 'u')
      const doubted = await settle(batch, batch.codes.slice(0, from) + open + batch.codes.slice(to))
      return doubted && settle(doubted, settleByFates(doubted.codes, await fates.get(id, key)))
    },

    /** Those sent before of whom a report came late: they have it already. */
    sparing: async (batch: Batch): Promise<Batch> => {
      const known = await fates.get(id, key)
      const codes = [...batch.codes].map((code, at) =>
        code === '.' && (known[at] ?? '.') !== '.' ? 'a' : code,
      )
      return { ...batch, codes: codes.join('') }
    },

    leaveOut: (batch: Batch) => settle(batch, turn(batch.codes, ['.'], 'C')),
  }
}

/** Who a batch is for: as its step has it, or, where nobody planned it, as it says itself. */
const plannedRecipients = async (
  sends: DeliverDeps['sends'],
  id: SendId,
  { key, recipients }: Batch,
): Promise<Recipient[]> => {
  if (recipients) return unpackRecipients(recipients)
  const place = placeOf(key)
  const step = await sends.steps.get(id, place.range, place.step)
  const group = step?.groups.find((one) => one.key === key)
  if (!group) throw new Error(`Batch ${key} of ${id} was never planned`)
  return unpackRecipients(group.recipients)
}

const frozenSend = async (
  sends: DeliverDeps['sends'],
  id: SendId,
): Promise<{ send: Send; frozen: Frozen }> => {
  const send = await sends.get(id)
  if (!send?.frozen) throw new Error(`The send ${id} has a batch but was never begun`)
  return { send, frozen: send.frozen }
}
