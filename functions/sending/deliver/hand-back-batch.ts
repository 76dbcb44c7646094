import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { BatchMessage } from '../ledger/queue-messages.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { SendId } from '../ledger/send.ts'
import type { ClaimedBatch } from './mark-before-calling.ts'
import type { Stopped } from './send-batch-mails.ts'
import { refusedWorkers } from './unexplained-refusals.ts'

export type HandBackDeps = {
  sends: Pick<SendsTable, 'hold'>
  /** @param delaySeconds how long the message stays invisible */
  queue: { send(messages: BatchMessage[], delaySeconds?: number): Promise<void> }
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

/** What stopped a worker: one of its calls, or something in the ledger. */
export type Stop = Stopped | { by: 'cancelled' | 'held' | 'too-early' | 'claim-lost' | 'waits-for-digest' }

/** Ends a worker's claim: the batch is closed, or is given back and, unless the send waits, queued again. */
export const handBack = async (
  deps: HandBackDeps,
  { id, key, claimed, stop }: { id: SendId; key: string; claimed: ClaimedBatch; stop?: Stop | undefined },
): Promise<Delivered> => {
  if (claimed.batch().closed) return stop?.by === 'cancelled' ? 'cancelled' : 'closed'
  const now = deps.time.earliest()
  /**
   * Queues the batch again, so that another worker continues, at once or after a delay. If this message is lost, the
   * sweeper sends another.
   */
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

/**
 * A cause that may be this sandbox's alone (its token or its clock) is retried by other workers before it holds the
 * send.
 */
const refusedByAccount = async (
  deps: HandBackDeps,
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
  if (stop.elsewhere && refusals < refusedWorkers) {
    await claimed.release(now, refusals)
    return again('tried-elsewhere' as const, 5)
  }
  await deps.sends.hold(id, 'account', iso(now), { because: stop.reason })
  await claimed.release(now)
  return 'account-refused'
}

const iso = (ms: number) => new Date(ms).toISOString()
