import type { Frozen, Send } from '../ledger/send.ts'
import { spanOf } from './time-zone-slots.ts'

/**
 * Mailbox providers are wary of much mail from whom they do not know: "start small, measure results, make corrections"
 * (Amazon SES Developer Guide, "Warming up dedicated IP addresses"; some providers need 14 days, others up to six weeks;
 * Google's "Email sender guidelines" say the same of domains). This many readers nobody need fear.
 */
const small = 500

/** An audience of any size has it within so many days: the first slice is as large as that needs. */
export const mostDays = 14

const dayMs = 86_400_000
const hourMs = 3_600_000

/**
 * The sizes of a send's warm-up slices, one a day. The first is at most 500, or twice what the publication lately mailed
 * at once; each is twice the one before; they are as few as that allows.
 * @param audience about how many readers it is for
 * @param lately the most readers whom one send lately reached
 * @returns undefined when everybody may get it at once
 */
export const slicesOf = (audience: number, lately: number): number[] | undefined => {
  const first = Math.max(small, 2 * lately, audience / (2 ** mostDays - 1))
  if (audience <= first) return undefined
  const days = Math.ceil(Math.log2(audience / first + 1) - 1e-9)
  const upTo = (day: number) => Math.round((audience * (2 ** day - 1)) / (2 ** days - 1))
  return Array.from({ length: days }, (_, day) => upTo(day + 1) - upTo(day))
}

/**
 * Which warm-up slice a reader is in: a function of their id alone, so whoever plans, and however often, finds the same.
 * Ids are keyed hashes, so a slice is a random sample. The first byte is the shard; the six after it decide.
 */
export const sliceOf = (slices: readonly number[], id: string): number => {
  const total = slices.reduce((sum, size) => sum + size, 0)
  const at = (Number.parseInt(id.slice(2, 14), 16) / 2 ** 48) * total
  let end = 0
  const found = slices.findIndex((size) => {
    end += size
    return at < end
  })
  return found < 0 ? slices.length - 1 : found
}

/** A local time some days later: `2026-12-10T09:00:00`. */
export const daysAfter = (local: string, days: number): string =>
  new Date(Date.parse(`${local}Z`) + days * dayMs).toISOString().slice(0, 19)

/**
 * How many days after the send's local time a slice is due, by readers' own clocks. Where the send began later than that
 * time, the second slice still waits for a day.
 */
export const daysFor = ({ at, ownZones }: Pick<Frozen, 'at' | 'ownZones'>, slice: number): number => {
  if (!ownZones || slice === 0) return slice
  const late = Date.parse(at) - spanOf(ownZones.local).first - hourMs
  return slice + Math.max(0, Math.ceil(late / dayMs))
}

/** When a slice begins, Unix ms: a day after the one before; by readers' own clocks, in the first zone. */
export const beginOf = (frozen: Pick<Frozen, 'at' | 'ownZones'>, slice: number): number => {
  const at = Date.parse(frozen.at)
  if (slice === 0) return at
  if (!frozen.ownZones) return at + slice * dayMs
  return spanOf(daysAfter(frozen.ownZones.local, daysFor(frozen, slice))).first
}

/**
 * How far a send has warmed up: `slice` of `of` have begun, the next one begins at `next` (ISO 8601).
 * @param now Unix ms
 */
export type WarmUpProgress = { slice: number; of: number; next?: string }

/** @param now Unix ms */
export const warmUpProgress = (
  { frozen, laterMs = 0 }: Pick<Send, 'frozen' | 'laterMs'>,
  now: number,
): WarmUpProgress | undefined => {
  const of = frozen?.warmUp?.slices.length
  if (!frozen || of === undefined) return undefined
  const begin = (slice: number) => beginOf(frozen, slice) + laterMs
  let slice = 1
  while (slice < of && begin(slice) <= now) slice += 1
  return { slice, of, ...(slice < of && { next: new Date(begin(slice)).toISOString() }) }
}

/**
 * By how many ms the slices of a send are to be put off that stood still: the first that was to begin meanwhile begins when
 * it goes on (by readers' clocks, at the next such local time), and each other a day after the one before. The same,
 * however often it is worked out.
 * @param since when it came to a stand, Unix ms
 * @param now Unix ms
 * @returns undefined when no slice was to begin meanwhile
 */
export const latenessOf = (
  { frozen, laterMs = 0 }: Pick<Send, 'frozen' | 'laterMs'>,
  since: number,
  now: number,
): number | undefined => {
  const slices = frozen?.warmUp?.slices ?? []
  const missed = slices.findIndex((_, slice) => slice > 0 && beginOf(frozen!, slice) + laterMs > since)
  if (!frozen || missed < 0) return undefined
  const late = now - beginOf(frozen, missed)
  if (late <= laterMs) return undefined
  return frozen.ownZones ? Math.ceil(late / dayMs) * dayMs : late
}
