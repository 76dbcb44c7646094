import type { Subscriber } from '../subscription/subscriber.ts'
import { exclusionOf } from './audience.ts'
import type { BatchesTable } from './batch.table.ts'
import { packRecipients, type Recipient, type Slot } from './batch.ts'
import type { BatchMessage } from './messages.ts'
import { add, type Counts } from './outcomes.ts'
import type { SendsTable } from './send.table.ts'
import { batchKey, batchSize, type Frozen, type SendId, shardsOf } from './send.ts'

export type PlanDeps = {
  sends: SendsTable
  batches: BatchesTable
  subscribers: {
    page(shard: string, after?: string): Promise<{ subscribers: Subscriber[]; next?: string }>
  }
  queue: { send(messages: BatchMessage[]): Promise<void> }
  now: () => number
}

type Step = { recipients: Recipient[]; candidates: number; excluded: Counts; upTo: string }
const emptyStep = (upTo: string): Step => ({ recipients: [], candidates: 0, excluded: {}, upTo })

/**
 * Plans one range of a send's audience: cuts its readers into batches, in the order of (shard, id).
 * Each step is taken once, by number; who comes second, or comes back, goes on after the step that stands.
 * @returns `ended` when the range has its end, by this run or another
 */
export const createPlan =
  ({ sends, batches, subscribers, queue, now }: PlanDeps) =>
  async (id: SendId, range: number): Promise<'ended' | 'no-such-send'> => {
    const send = await sends.get(id)
    if (!send?.frozen) return 'no-such-send'
    const { frozen } = send

    /** Everything that follows from a step that stands; done again after a crash without harm. */
    const carryOut = async (slot: Slot) => {
      if (slot.kind === 'end') {
        await sends.rangeEnds.add(id, {
          range,
          batches: slot.number,
          candidates: slot.candidates,
          excluded: slot.excluded,
        })
        return
      }
      const key = batchKey(range, slot.number)
      const { size, candidates, excluded } = slot
      const batch = {
        key,
        size,
        candidates,
        excluded,
        codes: '.'.repeat(size),
        hintedAt: now(),
        closed: false,
        attempt: 0,
      }
      await batches.add(id, batch)
      await queue.send([{ send: id, batch: key }])
    }

    const standing = await sends.slots.list(id, range)
    // Any of them may have been taken by a run that died before it carried it out.
    for (const slot of standing) await carryOut(slot)
    if (standing.at(-1)?.kind === 'end') return 'ended'

    let number = standing.length
    const last = standing.at(-1)
    let after = last?.kind === 'batch' ? last.upTo : ''
    for (;;) {
      const step = await nextStep(subscribers, frozen, shardsOf(range, frozen.ranges), after)
      const { value: slot } = await sends.slots.take(id, range, slotOf(number, step))
      await carryOut(slot)
      if (slot.kind === 'end') return 'ended'
      number += 1
      after = slot.upTo
    }
  }

const slotOf = (number: number, { recipients, candidates, excluded, upTo }: Step): Slot =>
  recipients.length > 0
    ? {
        kind: 'batch',
        number,
        upTo,
        recipients: packRecipients(recipients),
        size: recipients.length,
        candidates,
        excluded,
      }
    : { kind: 'end', number, candidates, excluded }

/** Looks at readers after `after` until a batch is full or the range is over. */
const nextStep = async (
  subscribers: PlanDeps['subscribers'],
  frozen: Frozen,
  shards: string[],
  after: string,
): Promise<Step> => {
  const step = emptyStep(after)
  for (const shard of shards) {
    if (after && shard < after.slice(0, 2)) continue
    let from = after.startsWith(shard) ? after : undefined
    do {
      const page = await subscribers.page(shard, from)
      for (const subscriber of page.subscribers) {
        look(step, subscriber, frozen)
        if (step.recipients.length === batchSize) return step
      }
      from = page.next
    } while (from)
  }
  return step
}

const look = (step: Step, subscriber: Subscriber, frozen: Frozen) => {
  const { id, language, topics } = subscriber
  const exclusion = exclusionOf(subscriber, frozen)
  step.candidates += 1
  step.upTo = id
  if (exclusion) add(step.excluded, { [exclusion]: 1 })
  else step.recipients.push({ id, language, topics })
}
