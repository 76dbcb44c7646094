import type { Subscriber } from '../../subscription/states/subscriber.ts'
import type { BatchPlace } from '../ledger/plan-step.ts'
import type { Frozen } from '../ledger/send.ts'
import { createSlots } from '../schedule/time-zone-slots.ts'
import { beginOf, daysAfter, daysFor, sliceOf } from '../schedule/warm-up.ts'

/** Which batches of a step a reader may be in, and when these may be delivered, Unix ms; absent = at once. */
export type Place = BatchPlace & { due?: number }

/**
 * Places readers in their warm-up slice and their time slot, if a send has such. Both are functions of the reader and of
 * what the send froze.
 */
export const createPlaces = (
  frozen: Pick<Frozen, 'at' | 'ownZones' | 'warmUp'>,
): ((reader: Pick<Subscriber, 'id' | 'timeZone'>) => Place) => {
  const { ownZones, warmUp } = frozen
  const slices = warmUp?.slices
  const slots = (slices ?? ['all']).map((_, slice) => ownZones && slotsOf(frozen, ownZones, slice))
  return ({ id, timeZone }) => {
    const slice = slices && sliceOf(slices, id)
    const inSlot = slots[slice ?? 0]?.(timeZone)
    if (slice === undefined) return inSlot ?? {}
    if (inSlot) return { slice, ...inSlot }
    return { slice, ...(slice > 0 && { due: beginOf(frozen, slice) }) }
  }
}

/** The time slots of the day on which a slice is due: few, as each slice of a step has batches of its own for each. */
const slotsOf = (
  frozen: Pick<Frozen, 'at' | 'ownZones' | 'warmUp'>,
  ownZones: NonNullable<Frozen['ownZones']>,
  slice: number,
) =>
  createSlots({
    ...ownZones,
    local: daysAfter(ownZones.local, daysFor(frozen, slice)),
    isWide: frozen.warmUp !== undefined,
  })
