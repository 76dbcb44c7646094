import type { Deadline } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { BatchMessage } from '../ledger/queue-messages.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Send, SendId } from '../ledger/send.ts'
import type { ClaimedBatch } from './claimed-batch.ts'
import type { Stopped } from './ses-calls.ts'
import { settleMs } from './time-needed.ts'
import { refusedReaders, refusedWorkers } from './unexplained-refusals.ts'

export type FinishDeps = {
  sends: Pick<SendsTable, 'hold' | 'refused' | 'gotThrough'>
  sleep: (ms: number) => Promise<void>
  /** @param delaySeconds how long the message stays invisible */
  queue: { send(messages: BatchMessage[], delaySeconds?: number): Promise<void> }
  /** Derives the sums of a batch's range again. */
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

/** What stopped a worker: one of its calls, or something in the ledger. */
export type Stop = Stopped | { by: 'cancelled' | 'held' | 'too-early' | 'claim-lost' | 'waits-for-digest' }

type Finishing = {
  id: SendId
  key: string
  claimed: ClaimedBatch
  deadline: Deadline
  send?: Send | undefined
  stop?: Stop | undefined
}

/** Writes all outcomes, closes the batch or gives it back, and arranges what comes next. */
export const finishBatch = async (
  deps: FinishDeps,
  { id, key, claimed, deadline, send, stop }: Finishing,
): Promise<Delivered> => {
  if (stop?.by === 'claim-lost') return 'claim-lost'
  if (stop?.by === 'cancelled') claimed.leaveOut(send?.anew ?? 0)
  const why =
    stop ??
    (await refusedInARow(deps, id, claimed, send).catch((failure): Stop => ({ by: 'failure', failure })))
  if (!why) claimed.giveUpRefused()
  const marked = await insist(deps, deadline, () => claimed.mark([])).catch((error) => {
    // Keep the error that stopped the worker, even if the write fails too.
    throw why?.by === 'failure'
      ? new AggregateError([why.failure, error], 'It stopped, and cannot say how far it came')
      : error
  })
  if (!marked) return 'claim-lost'
  const outcome = await handBack(deps, { id, key, claimed, stop: why })
  await deps.refreshSums(id, key)
  if (why?.by === 'failure')
    throw new Error(`Delivering batch ${key} of ${id} stopped`, { cause: why.failure })
  return outcome
}

/**
 * Whether unexplained refusals in a batch where nobody got through are part of a pattern. A series has a single reader
 * in each batch, so refusals across batches are counted in the send.
 */
const refusedInARow = async (
  { sends }: FinishDeps,
  id: SendId,
  { refusals }: ClaimedBatch,
  send: Send | undefined,
): Promise<Stop | undefined> => {
  if (refusals.isAnybodyThrough()) {
    if (send?.refusedInARow) await sends.gotThrough(id)
    return undefined
  }
  const count = refusals.count()
  if (count === 0 || (await sends.refused(id, count)) < refusedReaders) return undefined
  return {
    by: 'account',
    reason: 'several readers in a row were refused for no known reason',
    elsewhere: false,
  }
}

/** Outcomes of calls must be written: retries while the database fails, as long as there is time. */
const insist = async <Result>(
  { sleep }: FinishDeps,
  deadline: Deadline,
  write: () => Promise<Result>,
): Promise<Result> => {
  for (let pause = 500; ; pause *= 2) {
    try {
      return await write()
    } catch (error) {
      if (deadline.leftMs() < pause + settleMs) throw error
      await sleep(pause)
    }
  }
}

const handBack = async (
  deps: FinishDeps,
  { id, key, claimed, stop }: Omit<Finishing, 'deadline' | 'send'>,
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
  if (stop.elsewhere && refusals < refusedWorkers) {
    await claimed.release(now, refusals)
    return again('tried-elsewhere' as const, 5)
  }
  await deps.sends.hold(id, 'account', iso(now), { because: stop.reason })
  await claimed.release(now)
  return 'account-refused'
}

const iso = (ms: number) => new Date(ms).toISOString()
