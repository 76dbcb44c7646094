import type { Report } from './ses-report.ts'

/**
 * SES's reports on a batch's recipients, one code each; `.` = nothing yet. Any report proves that the message was
 * accepted. Events arrive in any order and more than once, so a code only ever rises in this order.
 */
const ranks = '.srtdbc'

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
