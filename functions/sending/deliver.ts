import type { BatchesTable } from './batch.table.ts'
import { type Batch, unpackRecipients } from './batch.ts'
import { type ChunkDeps, createDeliverChunk } from './chunk.ts'
import { type Letter, overwrite } from './outcomes.ts'
import type { SendsTable } from './send.table.ts'
import { chunkSize, type SendId } from './send.ts'

export type DeliverDeps = ChunkDeps & {
  sends: Pick<SendsTable, 'get' | 'slots'>
  batches: BatchesTable
  /** A new fencing token. */
  token: () => string
}

/** What a worker needs for one more chunk and its marks. */
const chunkMs = 25_000
/** After the daily quota is used up, how long until a batch is tried again. */
const quotaPauseMs = 15 * 60_000
/** How much longer than its worker a claim lives. */
const graceMs = 5_000

export type Delivered = 'closed' | 'nothing-to-do' | 'claim-lost' | 'out-of-time' | 'quota-reached'

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
    const planned = await plannedBatch(sends, id, key)

    let batch: Batch | undefined = claimed
    if (batch.begun) batch = await batches.settle(id, key, token, asUncertain(batch))
    while (batch && !batch.closed) {
      if (remainingMs() < chunkMs) {
        await batches.release(id, key, token, 0)
        return 'out-of-time'
      }
      const from = batch.codes.indexOf('.')
      const to = Math.min(from + chunkSize, batch.size)
      if (!(await batches.begin(id, key, token, { from, to }))) return 'claim-lost'
      const { letters, stopped } = await deliverChunk({ ...planned, batch, from, to })
      batch = await batches.settle(id, key, token, overwrite(batch.codes, from, letters))
      if (stopped) {
        await batches.release(id, key, token, stopped.by === 'quota' ? now() + quotaPauseMs : now())
        if (stopped.by === 'quota') return 'quota-reached'
        throw new Error(`Delivering batch ${key} of ${id} stopped`, { cause: stopped.failure })
      }
    }
    return batch ? 'closed' : 'claim-lost'
  }
}

const plannedBatch = async (sends: DeliverDeps['sends'], id: SendId, key: string) => {
  const [range = 0, number = 0] = key.split('-').map(Number)
  const [send, slot] = await Promise.all([sends.get(id), sends.slots.get(id, range, number)])
  if (!send?.frozen || slot?.kind !== 'batch') throw new Error(`Batch ${key} of ${id} was never planned`)
  return { send, frozen: send.frozen, recipients: unpackRecipients(slot.recipients) }
}

/** A begun chunk of a dead worker: nobody knows whether SES took them. */
const asUncertain = ({ codes, begun }: Batch): string => {
  const open = codes.slice(begun!.from, begun!.to)
  return overwrite(codes, begun!.from, [...open].map((code) => (code === '.' ? 'u' : code)) as Letter[])
}
