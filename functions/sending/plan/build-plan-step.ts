import { defined } from '../../runtime/defined.ts'
import type { ReaderRow, Subscriber } from '../../subscription/states/subscriber.ts'
import { batchSize, stepSize } from '../ledger/plan-sizes.ts'
import {
  batchKey,
  idLength,
  noTotals,
  type PlanStep,
  packIds,
  packRecipients,
  type Recipient,
  recipientLine,
  type Totals,
  totalsWith,
} from '../ledger/plan-step.ts'
import type { Frozen, Send } from '../ledger/send.ts'
import { createWhoGot, type WhoGotDeps } from '../ledger/who-got.ts'
import { candidatesIn, idsOf } from '../schedule/candidates.ts'
import { type Exclusion, exclusionOf, ruleOf } from '../schedule/in-audience.ts'
import { createPlaces, type Place } from './place-readers.ts'

export type PlanStepDeps = {
  /** Consistent pages, because every reader confirmed before the freeze must be seen. */
  subscribers: {
    page(shard: string, after?: string, limit?: number): Promise<{ subscribers: ReaderRow[]; next?: string }>
    get(id: string): Promise<ReaderRow | undefined>
  }
  /** Where it is looked up who got an issue. */
  ledger: WhoGotDeps
  send: Send & { frozen: Frozen }
  range: number
  /** The range's shards, in order. */
  shards: string[]
}

/** Where a plan continues: its last step, and the totals so far. */
export type Standing = Pick<PlanStep, 'number' | 'upTo'> & { soFar: Totals }

/** Builds the step after a standing one, or the first. */
export type StepBuilder = (standing: Standing | undefined) => Promise<PlanStep & { soFar: Totals }>

/** Considers the subscribers after the last step, until a batch or the step is full or the range ends. */
export const createPlanStepBuilder = ({
  subscribers,
  ledger,
  send,
  range,
  shards,
}: PlanStepDeps): StepBuilder => {
  const { frozen, filter } = send
  const rule = ruleOf(filter)
  const whoGot = createWhoGot(ledger, rule)
  const placeFor = createPlaces(frozen)
  return async (standing) => {
    const number = standing ? standing.number + 1 : 0
    const after = standing?.upTo ?? ''
    const found = createFound({ after, placeFor, keyOf: (place) => batchKey(range, number, place) })
    const written = (last: boolean) => {
      const parts = found.written()
      return { number, last, ...parts, soFar: totalsWith(standing?.soFar ?? noTotals, parts) }
    }
    for (const shard of shards) {
      if (after && shard < after.slice(0, 2)) continue
      let from = after.startsWith(shard) ? after : undefined
      do {
        const page = await subscribers.page(shard, from, found.room())
        const candidates = await candidatesIn(page.subscribers, frozen.at, subscribers)
        const gotBy = await whoGot(candidates.map(idsOf))
        for (const subscriber of candidates) {
          const look = found.look(subscriber, exclusionOf(subscriber, frozen, rule, gotBy(subscriber.id)))
          if (look !== 'goes-on') return written(false)
        }
        from = page.next
      } while (from)
    }
    return written(true)
  }
}

/** Fewer subscribers are not worth a call. */
const fewest = 50
/** A generous bound for a group's key, due time, size and field names, or for a reason's name. */
const groupBytes = 150

type FoundDeps = {
  after: string
  placeFor: (subscriber: Subscriber) => Place
  keyOf: (place: Place) => string
}

/** What a step has found so far. */
const createFound = ({ after, placeFor, keyOf }: FoundDeps) => {
  const groups = new Map<string, { due?: number; recipients: Recipient[]; lines: Set<string> }>()
  const leftOut = new Map<Exclusion, string[]>()
  let upTo = after
  let looks = 0
  let count = 0
  let bytes = 0

  /** The bytes that this subscriber would add to the step. */
  const weigh = ({ language, topics }: Subscriber, exclusion: Exclusion | undefined, key: string): number => {
    if (exclusion) return idLength + (leftOut.has(exclusion) ? 0 : groupBytes)
    const group = groups.get(key)
    const line = recipientLine({ language, topics })
    const lineBytes = group?.lines.has(line) ? 0 : Buffer.byteLength(line) + 2
    return idLength + lineBytes + (group ? 0 : groupBytes)
  }
  const take = ({ id, language, topics }: Subscriber, key: string, { due }: Place): number => {
    const group = groups.get(key) ?? { ...defined({ due }), recipients: [], lines: new Set() }
    groups.set(key, group)
    group.lines.add(recipientLine({ language, topics }))
    count += 1
    return group.recipients.push({ id, language, topics })
  }
  return {
    /**
     * Adds a subscriber to the step, unless there is no room.
     * @returns whether the step continues, ends with this subscriber, or ended before them
     */
    look: (subscriber: Subscriber, exclusion: Exclusion | undefined): 'goes-on' | 'ends' | 'ended-before' => {
      const place = exclusion ? {} : placeFor(subscriber)
      const key = keyOf(place)
      const more = weigh(subscriber, exclusion, key)
      // Always take the first one: a subscriber is far smaller than a step may be.
      if (looks > 0 && bytes + more > stepSize.bytes) return 'ended-before'
      upTo = subscriber.id
      looks += 1
      bytes += more
      if (exclusion) append(leftOut, exclusion, subscriber.id)
      const isBatchFull = !exclusion && take(subscriber, key, place) === batchSize
      return isBatchFull || looks === stepSize.looks || count === stepSize.recipients ? 'ends' : 'goes-on'
    },
    /**
     * The minimum number of further subscribers that fit. Any read beyond them would be read again for the next step.
     */
    room: (): number => {
      const fullest = Math.max(0, ...[...groups.values()].map(({ recipients }) => recipients.length))
      return Math.max(fewest, batchSize - fullest)
    },
    written: (): Pick<PlanStep, 'upTo' | 'groups' | 'leftOut'> => ({
      upTo,
      groups: [...groups].map(([key, { due, recipients }]) => ({
        key,
        ...defined({ due }),
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
