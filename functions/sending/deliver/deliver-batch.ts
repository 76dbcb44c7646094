import type { Deadline } from '../../runtime/clocks.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import { isSettled } from '../ledger/outcomes.ts'
import type { PlanStepsTable } from '../ledger/plan-step.table.ts'
import type { Recipient } from '../ledger/plan-step.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import { dueIn, type Frozen, isHeld, type Send, type SendId } from '../ledger/send.ts'
import { shareOfSends } from './account-rate.ts'
import { type ClaimBatchDeps, claimBatch } from './claim-batch.ts'
import { callAndSettleMs } from './deadline-reserves.ts'
import { type FinishDeps, finishBatch } from './finish-batch.ts'
import type { Delivered, Stop } from './hand-back-batch.ts'
import type { ClaimedBatch } from './mark-before-calling.ts'
import { frozenSend, plannedRecipients } from './planned-recipients.ts'
import { chunksOf, leadMs, type Pace, sliceSize } from './reserve-account-rate.ts'
import { type Calls, type CallsDeps, createCalls } from './send-batch-mails.ts'
import type { WelcomeTurn } from './should-deliver-welcome.ts'

export type DeliverDeps = CallsDeps &
  ClaimBatchDeps &
  FinishDeps & {
    sends: Pick<SendsTable, 'get'>
    planSteps: Pick<PlanStepsTable, 'get'>
    batches: Pick<BatchesTable, 'get'>
    pace: Pace
    /** Messages a second that the account may send. */
    rate: () => Promise<number>
    /** Whether a batch of a welcome series should be delivered now. */
    welcomeTurn: (batch: Batch, reader: Recipient) => Promise<WelcomeTurn>
  }

/**
 * Delivers one batch. Claims it; then, chunk by chunk, marks recipients as under way, reads each reader's state, calls
 * SES at the account's pace, and writes the outcomes. Recipients that a dead worker left under way become uncertain and
 * are not mailed again.
 * A worker's time is over as soon as either of its clocks says so, and its claim outlives that by the database's clock.
 * So no two workers ever send, and a worker that wakes up late sends nothing.
 * @param deadline of this invocation
 * @throws what stopped it, after the ledger records how far it came
 */
export const createDeliver =
  (deps: DeliverDeps) =>
  async (id: SendId, key: string, deadline: Deadline): Promise<Delivered> => {
    const standing = await deps.batches.get(id, key)
    if (!standing || standing.closed || (standing.lease ?? 0) >= deps.time.earliest()) return 'nothing-to-do'
    const early = await whyNotNow(deps, id, standing)
    if (early) return early

    const claimed = await claimBatch(deps, id, key, deadline)
    if (!claimed) return 'nothing-to-do'
    if (claimed === 'lost') return 'claim-lost'
    return work(deps, { id, key, claimed, deadline })
  }

/**
 * Reasons to leave a batch alone without claiming it. A cancelled send's batches need not wait: they only get excluded.
 */
const whyNotNow = async (
  deps: DeliverDeps,
  id: SendId,
  batch: Batch,
): Promise<'held' | 'too-early' | 'crowded' | undefined> => {
  const { send } = await frozenSend(deps, id)
  if (send.cancelledAt) return undefined
  if (isHeld(send)) return 'held'
  if (dueIn(send, batch) > deps.time.earliest()) return 'too-early'
  // The workers that hold the rate will take this batch when theirs are done. If they die, the sweeper hints at it.
  return (await deps.pace.isCrowded(id)) ? 'crowded' : undefined
}

type Work = { id: SendId; key: string; claimed: ClaimedBatch; deadline: Deadline }

const work = async (deps: DeliverDeps, { id, key, claimed, deadline }: Work): Promise<Delivered> => {
  const { outcomes, refusals } = claimed
  let calls: Calls | undefined
  let send: Send | undefined
  const stop = await stoppedBy(async () => {
    const recipients = await plannedRecipients(deps, id, claimed.batch())
    const { noteLanguage } = claimed
    calls = createCalls(deps, { recipients, outcomes, refusals, deadline, noteLanguage })
    const saw = (one: Send) => {
      send = one
    }
    return callAll(deps, { id, claimed, deadline, calls, recipients, saw })
  })
  // Whatever happened, even a lost claim or a failing database, wait for every call that has begun.
  await calls?.ended()
  return finishBatch(deps, { id, key, claimed, deadline, send, stop: stop ?? calls?.stopped() })
}

const stoppedBy = async (act: () => Promise<Stop | undefined>): Promise<Stop | undefined> => {
  try {
    return await act()
  } catch (failure) {
    return { by: 'failure', failure }
  }
}

/** A welcome mail that repeats a digest waits until the digest has passed its reader by, or is no longer wanted. */
const welcomeStop = async (
  { welcomeTurn }: DeliverDeps,
  claimed: ClaimedBatch,
  recipients: readonly Recipient[],
): Promise<Stop | undefined> => {
  const batch = claimed.batch()
  if (!batch.welcome || isSettled(batch.codes)) return undefined
  const turn = await welcomeTurn(batch, recipients[0]!)
  if (turn === 'wait') return { by: 'waits-for-digest' }
  if (turn === 'has-it') claimed.outcomes.set(0, 'H')
  if (turn === 'cancelled') claimed.outcomes.set(0, 'C')
  return undefined
}

type Calling = Omit<Work, 'key'> & {
  calls: Calls
  recipients: readonly Recipient[]
  saw: (send: Send) => void
}

/** Calls every waiting recipient, slice by slice. @returns what stopped it, if anything */
const callAll = async (deps: DeliverDeps, calling: Calling): Promise<Stop | undefined> => {
  const { clocks, pace, sleep } = deps
  const { claimed, deadline, calls } = calling
  // Check first: a cancelled send need not wait for the pace.
  const { send, frozen, stop } = await mayGoOn(deps, calling, 0)
  if (stop) return stop
  const early = await welcomeStop(deps, claimed, calling.recipients)
  if (early) return early
  // If the edition is gone, stop here before reserving any of the rate.
  const [first] = claimed.waiting()
  if (first !== undefined)
    await deps.prepare?.({ send, frozen, batch: claimed.batch(), recipient: calling.recipients[first]! })
  const until = async (at: number) => {
    const ms = at - clocks.monotonic()
    if (ms > 0) await Promise.race([sleep(ms), calls.whenStopped()])
  }
  while (!calls.stopped()) {
    const perSecond = (await deps.rate()) * shareOfSends
    // SES allows nothing at the moment.
    if (!(perSecond > 0)) return { by: 'throttled' }
    const waiting = claimed.waiting().slice(0, sliceSize(perSecond))
    if (waiting.length === 0) {
      await calls.begun()
      if (calls.open() > 0) await calls.next()
      else if (claimed.waiting().length === 0) return undefined
      continue
    }
    const slice = await pace.reserve(
      waiting.length,
      perSecond,
      deadline.leftMs() - callAndSettleMs,
      calling.id,
    )
    if (slice.outcome === 'no-time') return { by: 'out-of-time' }
    if (slice.outcome === 'later') {
      await sleep(slice.ms)
      continue
    }
    let { start } = slice
    for (const indexes of chunksOf(waiting.slice(0, slice.calls))) {
      // Mark a chunk once the chunks before it have been called, except for the calls that will begin during the write.
      await until(start - leadMs)
      await calls.begunBut(Math.ceil(leadMs / slice.gapMs))
      if (calls.stopped()) break
      const { send, frozen, stop } = await mayGoOn(deps, calling, indexes.length * slice.gapMs)
      if (stop) return stop
      const marked = await claimed.mark(indexes, send.formerEditions?.length)
      if (!marked) return { by: 'claim-lost' }
      calls.begin({ send, frozen, batch: claimed.batch(), indexes: marked, start, gapMs: slice.gapMs })
      start += indexes.length * slice.gapMs
    }
  }
  return calls.stopped()
}

/** Whether the send may go on, and there is time for it. @param ms how long calls will keep beginning */
const mayGoOn = async (
  deps: DeliverDeps,
  { id, claimed, deadline, saw }: Calling,
  ms: number,
): Promise<{ send: Send; frozen: Frozen; stop?: Stop }> => {
  const found = await frozenSend(deps, id)
  const { send } = found
  saw(send)
  if (send.cancelledAt) return { ...found, stop: { by: 'cancelled' } }
  if (isHeld(send)) return { ...found, stop: { by: 'held' } }
  if (dueIn(send, claimed.batch()) > deps.time.earliest()) return { ...found, stop: { by: 'too-early' } }
  return deadline.leftMs() < ms + callAndSettleMs ? { ...found, stop: { by: 'out-of-time' } } : found
}
