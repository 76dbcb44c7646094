import * as z from 'zod'

/**
 * s: sent; r: rejected or not rendered by SES; t: delayed or bounced temporarily; d: delivered; b: bounced permanently;
 * c: complained.
 */
export type ReportCode = 's' | 'r' | 't' | 'd' | 'b' | 'c'

/** A report on one recipient, found by its message's tags. */
export type Report = { send: string; batch: string; index: number; code: ReportCode }

/**
 * Reports on a batch's recipients, one code each, up to the highest index reported; `.` = nothing yet. Rows call them
 * `fates`, and so do those of sums and the keys of both: the code's word before 0.4.0, kept because stored rows have it.
 */
export const SesReports = z.object({ fates: z.string() }).transform(({ fates }) => ({ reports: fates }))

export type ReportCounts = { delivered: number; bounced: number; complained: number }

/** Counts reports by kind. A complaint implies a delivery. */
export const countReports = (all: readonly string[]): ReportCounts => {
  const codes = all.join('')
  const count = (code: ReportCode) => codes.split(code).length - 1
  const complained = count('c')
  return { delivered: count('d') + complained, bounced: count('b'), complained }
}
