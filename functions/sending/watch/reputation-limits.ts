import type { ReportCounts } from '../ledger/ses-report.ts'

/**
 * Amazon SES reviews an account at a bounce rate of 5 % or a complaint rate of 0.1 %, and may pause it at 10 % or 0.5 %
 * (Amazon SES Developer Guide, "Reputation metrics messages"). A send should be held where a review would begin, but
 * not for what one angry reader in a few hundred does to a rate. So it is judged like a proportion on a control chart
 * (p-chart, NIST/SEMATECH e-Handbook of Statistical Methods §6.3.3.2): it is over the limit when the count is more than
 * three standard deviations above the count expected at the review's rate, and at least `least`.
 *
 * | accepted | bounces that hold | complaints that hold |
 * |---:|---:|---:|
 * | 20 | 10 | 3 |
 * | 300 | 27 (9 %) | 3 (1 %) |
 * | 1,000 | 71 (7.1 %) | 4 (0.4 %) |
 * | 10,000 | 566 (5.7 %) | 20 (0.2 %) |
 * | 100,000 | 5,207 (5.2 %) | 130 (0.13 %) |
 */
const limits = {
  bounced: { rate: 0.05, least: 10 },
  complained: { rate: 0.001, least: 3 },
} as const

const deviations = 3

/**
 * Whether a send has so many bounces or complaints that it should be held until a person has looked. More reports never
 * turn true into false; more accepted mails never turn false into true.
 * @param accepted mails of the send that SES accepted, reported on or not
 */
export const isOverLimit = (
  counts: Pick<ReportCounts, 'bounced' | 'complained'>,
  accepted: number,
): boolean =>
  (['bounced', 'complained'] as const).some((kind) => {
    const { rate, least } = limits[kind]
    const expected = accepted * rate
    const most = expected + deviations * Math.sqrt(expected * (1 - rate))
    return counts[kind] >= least && counts[kind] > most
  })
