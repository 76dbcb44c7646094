import * as z from 'zod'

/**
 * SES's reports on a batch's recipients, one code each; `.` = nothing yet. Any report proves that the message was
 * accepted. Events arrive in any order and more than once, so a code only ever rises in this order.
 */
const ranks = '.srtdbc'

/**
 * s: sent; r: rejected or not rendered by SES; t: delayed or bounced temporarily; d: delivered; b: bounced permanently;
 * c: complained.
 */
export type ReportCode = 's' | 'r' | 't' | 'd' | 'b' | 'c'

/** A report on one recipient, found by its message's tags. */
export type Report = { send: string; batch: string; index: number; code: ReportCode }

/** Reports on a batch's recipients, one code each, up to the highest index reported. Rows call them `fates`. */
export const SesReports = z.object({ fates: z.string() }).transform(({ fates }) => ({ reports: fates }))

/** Adds reports to the known ones. @returns the same string when they are not news */
export const fold = (known: string, reports: readonly Pick<Report, 'index' | 'code'>[]): string => {
  const codes = [...known]
  for (const { index, code } of reports) {
    while (codes.length <= index) codes.push('.')
    if (ranks.indexOf(code) > ranks.indexOf(codes[index]!)) codes[index] = code
  }
  return codes.join('')
}

/** Uncertain recipients with any report were accepted, even if a person wrote them off meanwhile. */
export const settleByReports = (codes: string, reports: string): string =>
  [...codes]
    .map((code, index) => ((code === 'u' || code === 'W') && (reports[index] ?? '.') !== '.' ? 'a' : code))
    .join('')

export type ReportCounts = { delivered: number; bounced: number; complained: number }

/** Counts reports by kind. A complaint implies a delivery. */
export const countReports = (all: readonly string[]): ReportCounts => {
  const codes = all.join('')
  const count = (code: ReportCode) => codes.split(code).length - 1
  const complained = count('c')
  return { delivered: count('d') + complained, bounced: count('b'), complained }
}
