import * as z from 'zod'

/**
 * What SES reported of each recipient of a batch, one letter each; `.` = nothing yet. Any report proves that the
 * message was accepted. Events come in any order and more than once, so a letter only ever rises in this row.
 */
const ranks = '.srtdbc'

/** s: sent; r: rejected or not rendered by SES; t: delayed or bounced for now; d: delivered; b: bounced for good; c: complained. */
export type ReportCode = 's' | 'r' | 't' | 'd' | 'b' | 'c'

/** A report about one recipient, from the tags of its message. */
export type Report = { send: string; batch: string; index: number; fate: ReportCode }

/** What a batch's recipients met with; as long as the highest index that was reported. */
export const SesReports = z.object({ fates: z.string() })

/** Adds reports to what is known. @returns the same string when they say nothing new */
export const fold = (known: string, reports: readonly Pick<Report, 'index' | 'fate'>[]): string => {
  const letters = [...known]
  for (const { index, fate } of reports) {
    while (letters.length <= index) letters.push('.')
    if (ranks.indexOf(fate) > ranks.indexOf(letters[index]!)) letters[index] = fate
  }
  return letters.join('')
}

/** Uncertain recipients of whom SES reported anything were accepted, also if a person wrote them off meanwhile. */
export const settleByReports = (codes: string, fates: string): string =>
  [...codes]
    .map((code, index) => ((code === 'u' || code === 'W') && (fates[index] ?? '.') !== '.' ? 'a' : code))
    .join('')

export type ReportCounts = { delivered: number; bounced: number; complained: number }

/** Counts what readers met with. A complaint was delivered first. */
export const countReports = (all: readonly string[]): ReportCounts => {
  const letters = all.join('')
  const count = (letter: string) => letters.split(letter).length - 1
  const complained = count('c')
  return { delivered: count('d') + complained, bounced: count('b'), complained }
}
