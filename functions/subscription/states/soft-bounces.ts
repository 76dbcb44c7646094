import * as z from 'zod'

/**
 * When sends' mails to a reader bounced for now (soft bounces): at most one entry a day. A mail that reaches them empties
 * it. Days are ISO 8601, in UTC, of when SES took the mail.
 */
export const SoftBounces = z.object({
  /** In order. */
  days: z.array(z.string()),
  /** The last day on which a mail is known to have reached them; what bounced until then does not count. */
  reached: z.string().optional(),
})
export type SoftBounces = z.infer<typeof SoftBounces>

/**
 * Nothing reaches a reader whose mails bounced on so many days, the first and the last so many days apart, and none
 * arrived in between. SES has tried each of them for hours, so one alone may be a provider's bad day, but not a month of
 * them. Peers count 3 in a row (Keila, issue #181) to 7 (Klaviyo, "no successful deliveries in between") and take no
 * time into account; a quarterly magazine would need years for 7, a daily one would give up after an outage of 3 days.
 */
const leastBounces = 3
const leastDays = 30
/** A bounce counts for so many days: five issues of a quarterly magazine. */
const countsForDays = 400

const dayMs = 86_400_000
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/**
 * The record after a mail bounced, which SES had taken on `day`. In whatever order days come, and however often, the same
 * stands in the end. While its reader is not given up it holds no more than a month of days.
 * @param now Unix ms
 * @returns undefined when that changes nothing
 */
export const afterSoftBounce = (
  before: SoftBounces | undefined,
  day: string,
  now: number,
): SoftBounces | undefined => {
  const { days = [], reached = '' } = before ?? {}
  if (day <= reached || days.includes(day) || day <= oldest(now)) return undefined
  return { ...before, days: counted([...days, day], now) }
}

/**
 * The record after a mail arrived, which SES had taken on `day`.
 * @returns undefined when that changes nothing
 */
export const afterDelivery = (
  before: SoftBounces | undefined,
  day: string,
  now: number,
): SoftBounces | undefined =>
  day <= (before?.reached ?? '')
    ? undefined
    : { days: counted(before?.days ?? [], now).filter((one) => one > day), reached: day }

/** Whether nothing reaches a reader any more. */
export const isUnreachable = ({ days }: SoftBounces): boolean =>
  days.length >= leastBounces && Date.parse(days.at(-1)!) - Date.parse(days[0]!) >= leastDays * dayMs

const oldest = (now: number): string => dayOf(now - countsForDays * dayMs)
const counted = (days: readonly string[], now: number): string[] =>
  days.filter((day) => day > oldest(now)).sort()
