import { instantOf } from '../../runtime/local-time.ts'

/** The zones where a day begins first and last. */
const firstZone = 'Pacific/Kiritimati'
const lastZone = 'Etc/GMT+12'
const quarterHour = 15 * 60_000

/**
 * When a local time first and last occurs on Earth, Unix ms: 26 hours apart.
 * @param local `2026-12-10T09:00:00`
 */
export const spanOf = (local: string): { first: number; last: number } => ({
  first: instantOf(local, firstZone),
  last: instantOf(local, lastZone),
})

/** When readers of a zone are due by their own clocks, and the number of their time slot. */
export type SlotFor = (timeZone: string | undefined) => { due: number; slot: number }

const wideMs = 3 * 3_600_000
/** There are 26 hours before and after any zone. */
const wideSlotsBefore = 9

/**
 * @param fallback the zone of readers who named none or an unknown one: the publication's, as the send froze it
 * @param isWide fewer slots, three hours apart: readers of the fallback zone are due at their local time, others up to three
 *   hours later
 */
export const createSlots = ({
  local,
  fallback,
  isWide = false,
}: {
  local: string
  fallback: string
  isWide?: boolean
}): SlotFor => {
  const { first } = spanOf(local)
  const middle = instantOf(local, fallback)
  const known = new Map<string, { due: number; slot: number }>()
  const reckon = (timeZone: string) => {
    const due = instantIn(local, timeZone) ?? middle
    const later = Math.ceil((due - middle) / wideMs)
    if (isWide) return { due: middle + later * wideMs, slot: Math.max(0, wideSlotsBefore + later) }
    return { due, slot: Math.max(0, Math.floor((due - first) / quarterHour)) }
  }
  return (timeZone = fallback) => {
    const found = known.get(timeZone) ?? reckon(timeZone)
    known.set(timeZone, found)
    return found
  }
}

const instantIn = (local: string, timeZone: string): number | undefined => {
  try {
    return instantOf(local, timeZone)
  } catch {
    return undefined
  }
}
