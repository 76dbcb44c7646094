import * as z from 'zod'

/**
 * What SES reported of each recipient of a batch, one code each; `.` = nothing yet. Any report proves that the
 * message was accepted. Events come in any order and more than once, so a code only ever rises in this row.
 */
const ranks = '.srtdbc'

/** s: sent; r: rejected or not rendered by SES; t: delayed or bounced for now; d: delivered; b: bounced for good; c: complained. */
export type ReportCode = 's' | 'r' | 't' | 'd' | 'b' | 'c'

/** A report about one recipient, from the tags of its message. */
export type Report = { send: string; batch: string; index: number; code: ReportCode }

/** What was reported of a batch's recipients, a code each; as long as the highest index. Rows call it `fates`. */
export const SesReports = z.object({ fates: z.string() }).transform(({ fates }) => ({ reports: fates }))

/** Adds reports to what is known. @returns the same string when they say nothing new */
export const fold = (known: string, reports: readonly Pick<Report, 'index' | 'code'>[]): string => {
  const codes = [...known]
  for (const { index, code } of reports) {
    while (codes.length <= index) codes.push('.')
    if (ranks.indexOf(code) > ranks.indexOf(codes[index]!)) codes[index] = code
  }
  return codes.join('')
}

/** Uncertain recipients of whom SES reported anything were accepted, also if a person wrote them off meanwhile. */
export const settleByReports = (codes: string, reports: string): string =>
  [...codes]
    .map((code, index) => ((code === 'u' || code === 'W') && (reports[index] ?? '.') !== '.' ? 'a' : code))
    .join('')

export type ReportCounts = { delivered: number; bounced: number; complained: number }

/** Counts what readers met with. A complaint was delivered first. */
export const countReports = (all: readonly string[]): ReportCounts => {
  const codes = all.join('')
  const count = (code: ReportCode) => codes.split(code).length - 1
  const complained = count('c')
  return { delivered: count('d') + complained, bounced: count('b'), complained }
}
