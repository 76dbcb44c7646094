import { isDeepStrictEqual } from 'node:util'
import type { Deadline } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import { mayBeDelivered } from '../ledger/batches-to-queue.ts'
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
import { type Frozen, type Send, type SendId, shardsOf } from '../ledger/send.ts'
import { createPlanStepBuilder, type PlanStepDeps, type Standing } from './build-plan-step.ts'

export type PlanDeps = {
  sends: Pick<SendsTable, 'get'>
  planSteps: Pick<PlanStepsTable, 'last' | 'list' | 'take'>
  rangeEnds: Pick<RangeEndsTable, 'add'>
  batches: Pick<BatchesTable, 'add' | 'survey'>
  subscribers: PlanStepDeps['subscribers']
  rangeSums: Pick<RangeSums, 'survey'>
  queue: { send(messages: BatchMessage[]): Promise<void> }
  planQueue: { send(messages: PlanMessage[]): Promise<void> }
  time: Pick<DatabaseClock, 'earliest' | 'likely'>
}

/** `goes-on`: another message of the same range is in the queue. */
export type Planned = 'ended' | 'goes-on' | 'no-such-send' | 'no-such-range'

/** Batches of a step that are written at once. */
const atOnce = 10

/**
 * Plans one range of a send's audience: cuts its readers into batches, in the order of (shard, id). Each step is taken
 * once, by number, and carried out before the next is taken: so whoever comes back carries out the last one again, and
 * goes on after it. A range that has its end is handed out again: whoever waits in it is hinted at.
 * @param deadline when to stop and leave the rest to another message; each run takes one step at least
 * @returns `ended` when the range has its end, by this run or another
 * @throws when a test's plan is not the test's: nobody is mailed then
 */
export const createPlan =
  (deps: PlanDeps) =>
  async (id: SendId, range: number, deadline: Deadline): Promise<Planned> => {
    const { sends, rangeEnds, queue, planQueue, rangeSums } = deps
    const send = await sends.get(id)
    if (!send?.frozen) return 'no-such-send'
    if (range >= send.frozen.ranges) return 'no-such-range'
    const take = createTake(deps, { ...send, frozen: send.frozen }, range)
    const finish = async (outcome: Planned) => {
      await rangeSums.survey(id, range)
      return outcome
    }

    let standing = await standingOf(deps, send, range)
    const isBack = standing?.last === true
    // The run that took it may have died before it carried it out.
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
    if (isBack) await queue.send(await hintsOfAll(deps, send, range))
    return finish('ended')
  }

type Taken = PlanStep & Standing

/** The last step of a range's plan. A step of before steps carried totals has all of them read. */
const standingOf = async ({ planSteps }: PlanDeps, send: Send, range: number): Promise<Taken | undefined> => {
  const last = await planSteps.last(send.id, range)
  if (!last) return undefined
  if (send.test) refuseForeign(send, last)
  const soFar = last.soFar ?? (await planSteps.list(send.id, range)).reduce(totalsWith, noTotals)
  return { ...last, soFar }
}

/** Takes the step after one, or reads who took it before. */
const createTake = ({ planSteps, subscribers }: PlanDeps, send: Send & { frozen: Frozen }, range: number) => {
  const shards = shardsOf(range, send.frozen.ranges)
  const nextStep = createPlanStepBuilder({ subscribers, send, range, shards })
  return async (standing: Taken | undefined): Promise<Taken> => {
    // A test is for one address: whatever failed before, subscribers are never looked at for it.
    const wanted = send.test ? testStep(send.test) : await nextStep(standing)
    const { value } = await planSteps.take(send.id, range, wanted)
    if (send.test) refuseForeign(send, value)
    return { ...value, soFar: value.soFar ?? totalsWith(standing?.soFar ?? noTotals, value) }
  }
}

/** Nobody's id: a test goes to an address. */
const testRecipient = '0'.repeat(32)

/** A test's whole plan: one step with one recipient. */
export const testStep = ({ language }: NonNullable<Send['test']>): PlanStep & Standing => {
  const recipients = packRecipients([{ id: testRecipient, language, topics: [] }])
  const parts = { groups: [{ key: batchKey(0, 0), recipients, size: 1 }], leftOut: {} }
  return { number: 0, upTo: testRecipient, ...parts, last: true, soFar: totalsWith(noTotals, parts) }
}

const refuseForeign = ({ id, test }: Send, { groups }: PlanStep) => {
  if (test && !isDeepStrictEqual(groups, testStep(test).groups))
    throw new Error(`The plan of ${id}, a test, is not the test’s own`)
}

/** Puts a step's batches into the ledger; done again after a crash without harm. */
const addBatches = ({ batches, time }: PlanDeps, id: SendId, step: PlanStep) =>
  inParallel([...step.groups.entries()], atOnce, async ([index, { key, due, size }]) => {
    // The first batch of a step speaks for all whom the step left out.
    const excluded = index === 0 ? countLeftOut(step) : {}
    const leftOut = Object.values(excluded).reduce((sum, count) => sum + count, 0)
    await batches.add(id, {
      key,
      size,
      candidates: size + leftOut,
      excluded,
      codes: '.'.repeat(size),
      // What is due later is hinted at by the sweeper then.
      hintedAt: isLater(time, due) ? 0 : time.likely(),
      closed: false,
      attempt: 0,
      ...defined({ due }),
    })
  })

const isLater = (time: PlanDeps['time'], due = 0) => due > time.earliest()

const hintsOf = ({ time }: PlanDeps, send: SendId, { groups }: PlanStep): BatchMessage[] =>
  groups.filter(({ due }) => !isLater(time, due)).map(({ key: batch }) => ({ send, batch }))

/** Of a range that is planned: all that wait for nothing but a worker. Nobody of a cancelled send waits for their time. */
const hintsOfAll = async (
  { batches, time }: PlanDeps,
  { id, cancelledAt }: Send,
  range: number,
): Promise<BatchMessage[]> => {
  const { items } = await batches.survey(id, range)
  return items
    .filter((batch) => mayBeDelivered(cancelledAt ? { ...batch, due: 0 } : batch, time.earliest()))
    .map(({ key }) => ({ send: id, batch: key }))
}
