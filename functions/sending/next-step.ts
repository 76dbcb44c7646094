import type { Subscriber } from '../subscription/subscriber.ts'
import { type Exclusion, exclusionOf } from './audience.ts'
import { createSlots, type SlotFor } from './own-zones.ts'
import { batchSize, type Frozen, type Send, stepSize } from './send.ts'
import { batchKey, packIds, packRecipients, type Recipient, type Step } from './step.ts'

export type NextStepDeps = {
  subscribers: {
    page(shard: string, after?: string, limit?: number): Promise<{ subscribers: Subscriber[]; next?: string }>
  }
  send: Send & { frozen: Frozen }
  range: number
  /** The range's, in order. */
  shards: string[]
}

/** Looks at the subscribers after the steps that stand, until a batch is full or the range is over. */
export const createNextStep = ({ subscribers, send, range, shards }: NextStepDeps) => {
  const { frozen, filter } = send
  const slotFor = frozen.ownZones && createSlots(frozen.ownZones)
  return async (steps: readonly Step[]): Promise<Step> => {
    const number = steps.length
    const after = steps.at(-1)?.upTo ?? ''
    const found = createFound(after, slotFor)
    const written = (last: boolean): Step => ({ number, last, ...found.written(range, number) })
    for (const shard of shards) {
      if (after && shard < after.slice(0, 2)) continue
      let from = after.startsWith(shard) ? after : undefined
      do {
        const page = await subscribers.page(shard, from, found.room())
        for (const subscriber of page.subscribers)
          if (found.isFullWith(subscriber, exclusionOf(subscriber, frozen, filter))) return written(false)
        from = page.next
      } while (from)
    }
    return written(true)
  }
}

/** Fewer are not worth a call. */
const fewest = 50

/** What a step has found so far. */
const createFound = (after: string, slotFor?: SlotFor) => {
  const groups = new Map<number | undefined, { due?: number; recipients: Recipient[] }>()
  const leftOut = new Map<Exclusion, string[]>()
  let upTo = after
  let looks = 0
  let count = 0

  const take = ({ id, language, topics, timeZone }: Subscriber): number => {
    const { slot, due } = slotFor?.(timeZone) ?? {}
    const group = groups.get(slot) ?? { ...(due !== undefined && { due }), recipients: [] }
    groups.set(slot, group)
    count += 1
    return group.recipients.push({ id, language, topics })
  }
  return {
    /** @returns whether the step should end with this subscriber */
    isFullWith: (subscriber: Subscriber, exclusion: Exclusion | undefined): boolean => {
      upTo = subscriber.id
      looks += 1
      if (exclusion) append(leftOut, exclusion, subscriber.id)
      const isBatchFull = !exclusion && take(subscriber) === batchSize
      return isBatchFull || looks === stepSize.looks || count === stepSize.recipients
    },
    /** For how many more there is room at least: who is read beyond them is read again for the next step. */
    room: (): number => {
      const fullest = Math.max(0, ...[...groups.values()].map(({ recipients }) => recipients.length))
      return Math.max(fewest, batchSize - fullest)
    },
    written: (range: number, number: number): Pick<Step, 'upTo' | 'groups' | 'leftOut'> => ({
      upTo,
      groups: [...groups].map(([slot, { due, recipients }]) => ({
        key: batchKey(range, number, slot),
        ...(due !== undefined && { due }),
        recipients: packRecipients(recipients),
        size: recipients.length,
      })),
      leftOut: Object.fromEntries([...leftOut].map(([reason, ids]) => [reason, packIds(ids)])),
    }),
  }
}

const append = <Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value) => {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
