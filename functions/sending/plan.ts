import type { Subscriber } from '../subscription/subscriber.ts'
import type { BatchesTable } from './batch.table.ts'
import type { BatchMessage } from './messages.ts'
import { createNextStep } from './next-step.ts'
import { add } from './outcomes.ts'
import type { SendsTable } from './send.table.ts'
import { type SendId, shardsOf } from './send.ts'
import { type Counts, countLeftOut, type Step } from './step.ts'

export type PlanDeps = {
  sends: SendsTable
  batches: BatchesTable
  subscribers: {
    page(shard: string, after?: string, limit?: number): Promise<{ subscribers: Subscriber[]; next?: string }>
  }
  queue: { send(messages: BatchMessage[]): Promise<void> }
  now: () => number
}

/**
 * Plans one range of a send's audience: cuts its readers into batches, in the order of (shard, id).
 * Each step is taken once, by number; who comes second, or comes back, goes on after the step that stands.
 * @returns `ended` when the range has its end, by this run or another
 */
export const createPlan =
  (deps: PlanDeps) =>
  async (id: SendId, range: number): Promise<'ended' | 'no-such-send'> => {
    const { sends, subscribers } = deps
    const send = await sends.get(id)
    if (!send?.frozen) return 'no-such-send'
    const { frozen } = send
    const carryOut = createCarryOut(deps, id)
    const nextStep = createNextStep({
      subscribers,
      send: { ...send, frozen },
      range,
      shards: shardsOf(range, frozen.ranges),
    })

    const steps = await sends.steps.list(id, range)
    // Any of them may have been taken by a run that died before it carried it out.
    for (const step of steps) await carryOut(step)
    while (!steps.at(-1)?.last) {
      const { value: step } = await sends.steps.take(id, range, await nextStep(steps))
      await carryOut(step)
      steps.push(step)
    }
    await sends.rangeEnds.add(id, { range, ...withoutBatches(steps) })
    return 'ended'
  }

/** Everything that follows from a step that stands; done again after a crash without harm. */
const createCarryOut =
  ({ batches, queue, now }: PlanDeps, id: SendId) =>
  async (step: Step): Promise<void> => {
    for (const [index, { key, due, size }] of step.groups.entries()) {
      // The first batch of a step speaks for all whom the step left out.
      const excluded = index === 0 ? countLeftOut(step) : {}
      const waits = due !== undefined && due > now()
      await batches.add(id, {
        key,
        size,
        candidates: size + sum(excluded),
        excluded,
        codes: '.'.repeat(size),
        // What is due later is hinted at by the sweeper then.
        hintedAt: waits ? 0 : now(),
        closed: false,
        attempt: 0,
        ...(due !== undefined && { due }),
      })
      if (!waits) await queue.send([{ send: id, batch: key }])
    }
  }

/** What a range's end says: how many batches there are, and whom the steps without any left out. */
const withoutBatches = (steps: readonly Step[]) => {
  const excluded: Counts = {}
  for (const step of steps.filter(({ groups }) => groups.length === 0)) add(excluded, countLeftOut(step))
  const batches = steps.reduce((count, { groups }) => count + groups.length, 0)
  return { batches, candidates: sum(excluded), excluded }
}

const sum = (counts: Counts): number => Object.values(counts).reduce((all, count) => all + count, 0)
