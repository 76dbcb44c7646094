import type { DatabaseClock } from '../platform/database-clock.ts'
import type { ClaimedBatch } from './claimed-batch.ts'
import type { Stopped } from './deliver-chunk.ts'
import type { BatchMessage } from './messages.ts'
import type { SendsTable } from './send.table.ts'
import type { SendId } from './send.ts'

export type FinishDeps = {
  sends: Pick<SendsTable, 'hold'>
  /** @param delaySeconds until then the message is not seen */
  queue: { send(messages: BatchMessage[], delaySeconds?: number): Promise<void> }
  /** Has the sums of a batch's range derived anew. */
  refreshSums: (id: SendId, key: string) => Promise<void>
  time: Pick<DatabaseClock, 'earliest'>
}

export type Delivered =
  | 'closed'
  | 'nothing-to-do'
  | 'too-early'
  | 'crowded'
  | 'waits-for-digest'
  | 'claim-lost'
  | 'out-of-time'
  | 'throttled'
  | 'quota-reached'
  | 'tried-elsewhere'
  | 'account-refused'
  | 'held'
  | 'cancelled'

/** What stopped a worker: its calls, or what it found in the ledger. */
export type Stop = Stopped | { by: 'cancelled' | 'held' | 'too-early' | 'claim-lost' | 'waits-for-digest' }

type Finishing = { id: SendId; key: string; claimed: ClaimedBatch; stop?: Stop }

/** So many workers in a row may be refused for what may be theirs alone. */
const mostRefusals = 3

/** Writes what became of everybody, gives the batch back or closes it, and sees to what comes next. */
export const finishBatch = async (
  deps: FinishDeps,
  { id, key, claimed, stop }: Finishing,
): Promise<Delivered> => {
  if (stop?.by === 'claim-lost') return 'claim-lost'
  if (stop?.by === 'cancelled') claimed.leaveOut()
  if (!stop) claimed.giveUpRefused()
  const marked = await claimed.mark([]).catch((error) => {
    // What stopped the worker must not be lost over what it could not write.
    throw stop?.by === 'failure'
      ? new AggregateError([stop.failure, error], 'It stopped, and cannot say how far it came')
      : error
  })
  if (!marked) return 'claim-lost'
  const outcome = await handBack(deps, { id, key, claimed, stop })
  await deps.refreshSums(id, key)
  if (stop?.by === 'failure')
    throw new Error(`Delivering batch ${key} of ${id} stopped`, { cause: stop.failure })
  return outcome
}

const handBack = async (deps: FinishDeps, { id, key, claimed, stop }: Finishing): Promise<Delivered> => {
  if (claimed.batch().closed) return stop?.by === 'cancelled' ? 'cancelled' : 'closed'
  const now = deps.time.earliest()
  /** Another worker goes on at once, or after a while; should this message be lost the sweeper gives another. */
  const again = async <Outcome>(outcome: Outcome, delaySeconds = 0): Promise<Outcome> => {
    await deps.queue.send([{ send: id, batch: key }], delaySeconds)
    return outcome
  }
  switch (stop?.by) {
    case 'account':
      return refusedByAccount(deps, { id, key, claimed, stop, again })
    case 'quota':
      await deps.sends.hold(id, 'quota', iso(now))
      await claimed.release(now)
      return 'quota-reached'
    case 'too-early':
      await claimed.release(0)
      return 'too-early'
    case 'throttled':
      await claimed.release(now)
      return again('throttled', 10)
    case 'held':
    case 'waits-for-digest':
      await claimed.release(now)
      return stop.by
    case 'failure':
      await claimed.release(now)
      return 'claim-lost'
    default:
      await claimed.release(now)
      return again('out-of-time')
  }
}

/** What may be this sandbox's alone (its token, its clock) is tried by others before the send is held for it. */
const refusedByAccount = async (
  deps: FinishDeps,
  {
    id,
    claimed,
    stop,
    again,
  }: {
    id: SendId
    key: string
    claimed: ClaimedBatch
    stop: Extract<Stopped, { by: 'account' }>
    again: <Outcome>(outcome: Outcome, delaySeconds?: number) => Promise<Outcome>
  },
): Promise<Delivered> => {
  const now = deps.time.earliest()
  const refusals = (claimed.batch().refusals ?? 0) + 1
  if (stop.elsewhere && refusals < mostRefusals) {
    await claimed.release(now, refusals)
    return again('tried-elsewhere' as const, 5)
  }
  await deps.sends.hold(id, 'account', iso(now), stop.reason)
  await claimed.release(now)
  return 'account-refused'
}

const iso = (ms: number) => new Date(ms).toISOString()
