import { isDeepStrictEqual } from 'node:util'
import type { Deadline } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import { mayBeDelivered } from '../ledger/claimable-batches.ts'
import { shardsOf } from '../ledger/plan-sizes.ts'
import type { PlanStepsTable } from '../ledger/plan-step.table.ts'
import {
  batchKey,
  countLeftOut,
  noTotals,
  type PlanStep,
  packRecipients,
  totalsWith,
} from '../ledger/plan-step.ts'
import type { BatchMessage, PlanMessage } from '../ledger/queue-messages.ts'
import type { RangeEndsTable } from '../ledger/range-end.table.ts'
import type { RangeSums } from '../ledger/range-sums.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import { dueIn, type Frozen, type Send, type SendId } from '../ledger/send.ts'
import { createCorrectionStepBuilder } from './build-correction-step.ts'
import { createPlanStepBuilder, type PlanStepDeps, type Standing } from './build-plan-step.ts'
import type { DeliveriesDeps } from './faulty-deliveries.ts'
import { type ReopenDeps, reopenCancelled } from './reopen-cancelled.ts'

export type PlanDeps = {
  sends: Pick<SendsTable, 'get'>
  planSteps: Pick<PlanStepsTable, 'last' | 'list' | 'get' | 'take'>
  sesReports: PlanStepDeps['ledger']['sesReports']
  rangeEnds: Pick<RangeEndsTable, 'add'>
  batches: Pick<BatchesTable, 'add'> & ReopenDeps['batches']
  subscribers: PlanStepDeps['subscribers'] & DeliveriesDeps['subscribers']
  rangeSums: Pick<RangeSums, 'survey'> & ReopenDeps['rangeSums']
  queue: { send(messages: BatchMessage[]): Promise<void> }
  planQueue: { send(messages: PlanMessage[]): Promise<void> }
  time: Pick<DatabaseClock, 'earliest' | 'likely'>
}

/** `goes-on`: another message for the same range is queued. */
export type Planned = 'ended' | 'goes-on' | 'no-such-send' | 'no-such-range' | 'forgotten'

/** Batches of a step written in parallel. */
const atOnce = 10

/**
 * Plans one range of a send's audience: cuts its readers into batches, in the order of (shard, id). Each step is taken
 * once, by number, and carried out before the next is taken. So a run that comes back carries out the last step again
 * and continues after it. For a range that has ended, it hints at everybody who is waiting.
 * @param deadline when to stop and leave the rest to another message; each run takes at least one step
 * @returns `ended` when the range has its end mark, from this run or another
 * @throws when a test's plan is not the test's own: then nobody is mailed
 */
export const createPlan =
  (deps: PlanDeps) =>
  async (id: SendId, range: number, deadline: Deadline): Promise<Planned> => {
    const { sends, rangeEnds, queue, planQueue, rangeSums } = deps
    const send = await sends.get(id)
    if (!send?.frozen) return 'no-such-send'
    if (send.forgotten) return 'forgotten'
    if (range >= send.frozen.ranges) return 'no-such-range'
    const take = createTake(deps, { ...send, frozen: send.frozen }, range)
    const finish = async (outcome: Planned) => {
      await rangeSums.survey(id, range)
      return outcome
    }

    let standing = await standingOf(deps, send, range)
    const isBack = standing?.last === true
    // The run that took this step may have died before carrying it out.
    if (standing) await addBatches(deps, id, standing)
    if (standing && !isBack) await queue.send(hintsOf(deps, id, standing))
    while (!standing?.last) {
      standing = await take(standing)
      await addBatches(deps, id, standing)
      await queue.send(hintsOf(deps, id, standing))
      if (deadline.leftMs() > 0) continue
      await planQueue.send([{ send: id, range }])
      return finish('goes-on')
    }
    await rangeEnds.add(id, { range, ...standing.soFar })
    if (send.reopening) await reopenCancelled(deps, { id, range, anew: send.anew ?? 0 })
    if (isBack || send.reopening) await queue.send(await hintsOfAll(deps, send, range))
    return finish('ended')
  }

type Taken = PlanStep & Standing

/** The last step of a range's plan. For a step older than the totals field, all steps are read. */
const standingOf = async ({ planSteps }: PlanDeps, send: Send, range: number): Promise<Taken | undefined> => {
  const last = await planSteps.last(send.id, range)
  if (!last) return undefined
  if (send.test) refuseForeign(send, last)
  const soFar = last.soFar ?? (await planSteps.list(send.id, range)).reduce(totalsWith, noTotals)
  return { ...last, soFar }
}

/** Takes the next step, or returns the one that was taken before. */
const createTake = (deps: PlanDeps, send: Send & { frozen: Frozen }, range: number) => {
  const { planSteps, subscribers } = deps
  const building = { subscribers, ledger: deps, send, range }
  const corrects = send.filter?.corrects
  const nextStep = corrects
    ? createCorrectionStepBuilder(building, corrects)
    : createPlanStepBuilder({ ...building, shards: shardsOf(range, send.frozen.ranges) })
  return async (standing: Taken | undefined): Promise<Taken> => {
    // A test is for one address: whatever failed before, never look at subscribers for it.
    const wanted = send.test ? testStep(send.test) : await nextStep(standing)
    const { value } = await planSteps.take(send.id, range, wanted)
    if (send.test) refuseForeign(send, value)
    return { ...value, soFar: value.soFar ?? totalsWith(standing?.soFar ?? noTotals, value) }
  }
}

/** An id that belongs to nobody: a test goes to an address. */
const testRecipient = '0'.repeat(32)

/** The whole plan of a test: one step with one recipient. */
export const testStep = ({ language }: NonNullable<Send['test']>): PlanStep & Standing => {
  const recipients = packRecipients([{ id: testRecipient, language, topics: [] }])
  const parts = { groups: [{ key: batchKey(0, 0), recipients, size: 1 }], leftOut: {} }
  return { number: 0, upTo: testRecipient, ...parts, last: true, soFar: totalsWith(noTotals, parts) }
}

const refuseForeign = ({ id, test }: Send, { groups }: PlanStep) => {
  if (test && !isDeepStrictEqual(groups, testStep(test).groups))
    throw new Error(`The plan of ${id}, a test, is not the test’s own`)
}

/** Writes a step's batches to the ledger; safe to repeat after a crash. */
const addBatches = ({ batches, time }: PlanDeps, id: SendId, step: PlanStep) =>
  inParallel([...step.groups.entries()], atOnce, async ([index, { key, due, size }]) => {
    // The first batch of a step counts everybody whom the step excluded.
    const excluded = index === 0 ? countLeftOut(step) : {}
    const leftOut = Object.values(excluded).reduce((sum, count) => sum + count, 0)
    await batches.add(id, {
      key,
      size,
      candidates: size + leftOut,
      excluded,
      codes: '.'.repeat(size),
      // The sweeper hints at later batches when they are due.
      hintedAt: isLater(time, due) ? 0 : time.likely(),
      closed: false,
      attempt: 0,
      ...defined({ due }),
    })
  })

const isLater = (time: PlanDeps['time'], due = 0) => due > time.earliest()

const hintsOf = ({ time }: PlanDeps, send: SendId, { groups }: PlanStep): BatchMessage[] =>
  groups.filter(({ due }) => !isLater(time, due)).map(({ key: batch }) => ({ send, batch }))

/**
 * Hints for every batch of a planned range that needs only a worker. In a cancelled send nobody waits for their time.
 */
const hintsOfAll = async (
  { batches, time }: PlanDeps,
  send: Send,
  range: number,
): Promise<BatchMessage[]> => {
  const { items } = await batches.survey(send.id, range)
  return items
    .filter((batch) => {
      const due = send.cancelledAt ? 0 : dueIn(send, batch)
      return mayBeDelivered({ ...batch, due }, time.earliest())
    })
    .map(({ key }) => ({ send: send.id, batch: key }))
}
