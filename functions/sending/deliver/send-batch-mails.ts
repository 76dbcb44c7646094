import type { MailOutcome } from '../../mail/mailer.ts'
import { type Clocks, type Deadline, momentOf } from '../../runtime/clocks.ts'
import type { Answers } from '../../subscription/states/custom-fields.ts'
import type { SoftBounces } from '../../subscription/states/soft-bounces.ts'
import { personIn, type ReaderRow } from '../../subscription/states/subscriber.ts'
import type { Batch } from '../ledger/batch.ts'
import type { OutcomeCode } from '../ledger/outcomes.ts'
import type { Recipient } from '../ledger/plan-step.ts'
import type { Frozen, Send } from '../ledger/send.ts'
import { shareOfSends } from './account-rate.ts'
import { createBackOff } from './back-off-from-rate.ts'
import { codeOfOutcome } from './code-of-outcome.ts'
import { callAndSettleMs } from './deadline-reserves.ts'
import { createFreshStates, isFresh, type ReaderState, readAheadMs } from './fresh-reader-states.ts'
import type { ClaimedBatch } from './mark-before-calling.ts'
import { choosingNow, excludedSincePlan } from './still-wanted.ts'
import type { UnexplainedRefusals } from './unexplained-refusals.ts'

/** Builds one reader's message, ready to send; `not-a-message` when none can be built for this reader. */
export type Post = (
  delivery: { send: Send; frozen: Frozen; batch: Batch; index: number; recipient: Recipient },
  reader: {
    id: string
    email: string
    fields?: Answers | undefined
    softBounces?: SoftBounces | undefined
  },
) => Promise<
  | { outcome: 'ready'; send: (mayCall: () => boolean) => Promise<MailOutcome> }
  | { outcome: 'not-a-message'; reason: string }
>

export type CallsDeps = {
  /** Loads what a batch's messages are built from. @throws when the edition is gone */
  prepare?: (delivery: { send: Send; frozen: Frozen; batch: Batch; recipient: Recipient }) => Promise<unknown>
  /** Must be consistent reads. */
  subscribers: { getMany(ids: readonly string[]): Promise<Map<string, ReaderRow>> }
  post: Post
  clocks: Clocks
  sleep: (ms: number) => Promise<void>
  /** From 0 to 1. */
  random: () => number
}

/** Recipients that the ledger marks as under way: one call every `gapMs` from `start` on (monotonic ms). */
export type Chunk = {
  send: Send
  frozen: Frozen
  batch: Batch
  indexes: readonly number[]
  start: number
  gapMs: number
}

/** Why a worker starts no more calls. */
export type Stopped =
  | { by: 'quota' | 'out-of-time' | 'throttled' }
  | { by: 'account'; reason: string; elsewhere: boolean }
  | { by: 'failure'; failure: unknown }

export type Calls = {
  /** Starts a chunk's calls, after those of earlier chunks. */
  begin(chunk: Chunk): void
  /** Resolves when all calls that were going to begin have begun. */
  begun(): Promise<void>
  /** Resolves when at most this many are still to begin. */
  begunBut(most: number): Promise<void>
  /** Resolves when all calls have ended: a promise that outlived the handler could send for a claim that has ended. */
  ended(): Promise<void>
  /** Resolves when the next call has ended. */
  next(): Promise<unknown>
  open(): number
  stopped(): Stopped | undefined
  /** Resolves when something stops the calls, if anything does. */
  whenStopped(): Promise<void>
}

/** A message is built, and its reader's state read, this many ms before it is due. */
const prepareMs = 30
/** Maximum concurrent calls of a worker: 500 a second at 0.4 s each. */
export const mostOpen = 200
/**
 * Makes a worker's SES calls, evenly spaced, and records each outcome in `outcomes`. A recipient who was not called is
 * still waiting, whatever stopped the worker.
 */
export const createCalls = (
  deps: CallsDeps,
  work: {
    recipients: readonly Recipient[]
    outcomes: Map<number, OutcomeCode>
    refusals: UnexplainedRefusals
    deadline: Deadline
    noteLanguage: ClaimedBatch['noteLanguage']
  },
): Calls => {
  const { clocks, sleep, random } = deps
  const { recipients, outcomes, refusals, deadline, noteLanguage } = work
  const open = new Set<Promise<void>>()
  let dispatched = Promise.resolve()
  /** Number of calls still to begin, and callbacks that wait for it to fall. */
  let toBegin = 0
  let waiters: { most: number; go: () => void }[] = []
  let stopped: Stopped | undefined
  const backOff = createBackOff(random)
  /** No call begins before this time, monotonic ms. */
  let notBefore = Number.NEGATIVE_INFINITY

  const until = async (at: number) => {
    const ms = at - clocks.monotonic()
    if (ms > 0) await sleep(ms)
  }
  let resolveStopped = () => {}
  const whenStopped = new Promise<void>((resolve) => {
    resolveStopped = resolve
  })
  const stop = (why: Stopped) => {
    stopped ??= why
    resolveStopped()
  }
  const isTimeLeft = () => deadline.leftMs() >= callAndSettleMs
  const othersGoOn = () => {
    for (const index of refusals.othersGoOn()) outcomes.set(index, 'x')
  }

  const takeIn = (index: number, answer: MailOutcome, gapMs: number) => {
    outcomes.set(index, codeOfOutcome[answer.outcome])
    if (answer.outcome === 'accepted') {
      backOff.reset()
      refusals.gotThrough()
    }
    if (answer.outcome === 'accepted' || answer.outcome === 'rejected') othersGoOn()
    if (answer.outcome === 'quota') stop({ by: 'quota' })
    if (answer.outcome === 'account') stop({ ...answer, by: 'account' })
    if (answer.outcome === 'unknown' && refusals.add(index))
      stop({ by: 'account', reason: answer.reason, elsewhere: false })
    if (answer.outcome === 'not-called' && !isTimeLeft()) stop({ by: 'out-of-time' })
    if (answer.outcome === 'throttled') {
      const { pauseMs, isOver } = backOff.throttled(gapMs)
      if (isOver) stop({ by: 'throttled' })
      notBefore = Math.max(notBefore, clocks.monotonic() + pauseMs)
    }
  }

  const call = (index: number, gapMs: number, send: () => Promise<MailOutcome>) => {
    const ended = send()
      .then((answer) => takeIn(index, answer, gapMs))
      // Only steps before the call throw: known to be unsent.
      .catch((failure) => {
        outcomes.set(index, '.')
        stop({ by: 'failure', failure })
      })
      .finally(() => open.delete(ended))
    open.add(ended)
  }

  const deliverOne = async (chunk: Chunk, at: number, index: number, state: ReaderState) => {
    const planned = recipients[index]!
    const { test } = chunk.send
    const person = test ? undefined : (state.followed?.person ?? personIn(state.reader))
    const reader = test ? testReader(planned.id, test.address) : person
    const excluded = test ? undefined : excludedSincePlan(planned.id, state, chunk)
    if (!reader || excluded) return outcomes.set(index, excluded ?? 'G')
    const recipient = person ? choosingNow(planned, person, chunk) : planned
    await noteLanguage(index, planned.language, recipient.language)
    const message = await deps.post({ ...chunk, index, recipient }, reader)
    if (message.outcome === 'not-a-message') return outcomes.set(index, 'm')
    while (open.size >= mostOpen) await Promise.race(open)
    await until(Math.max(at, notBefore))
    if (stopped) return outcomes.set(index, '.')
    notBefore = Math.max(notBefore, clocks.monotonic() + chunk.gapMs * catchUp)
    const isStateFresh = () => test !== undefined || isFresh(clocks, state)
    call(index, chunk.gapMs, () => message.send(() => !stopped && isTimeLeft() && isStateFresh()))
  }

  const wakeWaiters = () => {
    for (const { most, go } of waiters) if (toBegin <= most) go()
    waiters = waiters.filter(({ most }) => toBegin > most)
  }

  const dispatch = async (chunk: Chunk, states: ReturnType<typeof createStates>) => {
    for (const [place, index] of chunk.indexes.entries()) {
      try {
        const at = chunk.start + place * chunk.gapMs
        if (!stopped) await until(at - prepareMs)
        if (stopped) outcomes.set(index, '.')
        else await deliverOne(chunk, at, index, await states.of(place))
      } catch (failure) {
        // Nothing before the call itself has started it.
        outcomes.set(index, '.')
        stop({ by: 'failure', failure })
      }
      toBegin -= 1
      wakeWaiters()
    }
  }

  /** The states of a chunk's readers. A test's recipient is an address, not a reader. */
  const createStates = (chunk: Chunk) => {
    const ids = chunk.indexes.map((index) => recipients[index]!.id)
    const fresh = createFreshStates(deps)
    const of = async (place: number): Promise<ReaderState> => {
      if (chunk.send.test) return { reader: undefined, askedAt: momentOf(clocks) }
      const inMs = Math.max(0, chunk.start + place * chunk.gapMs - clocks.monotonic())
      const soon = Math.max(1, Math.floor((readAheadMs - inMs) / chunk.gapMs))
      return fresh.of(ids[place]!, inMs, () => ids.slice(place, place + soon))
    }
    // Read the first states while the previous chunk is being called. An error surfaces when the read is repeated.
    const first = of(0).catch(() => undefined)
    return {
      of: async (place: number) => {
        await first
        return of(place)
      },
    }
  }

  return {
    begin: (chunk) => {
      const states = createStates(chunk)
      toBegin += chunk.indexes.length
      dispatched = dispatched.then(() => dispatch(chunk, states))
    },
    begun: () => dispatched,
    begunBut: (most) =>
      new Promise((go) => {
        waiters.push({ most, go })
        wakeWaiters()
      }),
    ended: async () => {
      await dispatched
      while (open.size > 0) await Promise.all(open)
    },
    next: () => Promise.race(open),
    open: () => open.size,
    stopped: () => stopped,
    whenStopped: () => whenStopped,
  }
}

/** @param address empty when whoever had it is erased */
const testReader = (id: string, address: string) => (address === '' ? undefined : { id, email: address })

/** A late worker may call slightly faster until it catches up with its slice, but no faster than the account may. */
const catchUp = shareOfSends
