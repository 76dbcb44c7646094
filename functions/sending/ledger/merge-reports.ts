import { mergeTimes } from './delivery-times.ts'
import { mergeLinks } from './pressed-links.ts'
import { mergeRatings } from './ratings.ts'
import { type BatchReports, bitOf, type Report } from './ses-report.ts'

/**
 * What SES reports of a recipient. Events arrive in any order and more than once, so a code only ever rises in this order:
 * a mail that was put off or bounced for now may still be delivered, a delivered one may still bounce for good.
 */
const ranks = '.srtfdbc'

/**
 * Adds reports to the known ones. Whatever their order, and however often one comes, the same is known in the end.
 * @returns the same object when they are not news
 */
export const mergeReports = (
  known: BatchReports,
  reports: readonly Pick<Report, 'index' | 'code' | 'act' | 'rating' | 'link' | 'slot'>[],
): BatchReports => {
  const codes = [...known.codes]
  const acts = [...known.acts]
  for (const { index, code, act } of reports) {
    while (codes.length <= index) codes.push('.')
    if (ranks.indexOf(code) > ranks.indexOf(codes[index]!)) codes[index] = code
    if (!act) continue
    while (acts.length <= index) acts.push('0')
    acts[index] = (Number.parseInt(acts[index]!, 32) | bitOf(act)).toString(32)
  }
  const ratings = mergeRatings(known.ratings ?? '', reports)
  const links = mergeLinks(known.links ?? '', reports)
  const times = mergeTimes(known.times ?? '', reports)
  const after = {
    codes: codes.join(''),
    acts: acts.join(''),
    ...(ratings && { ratings }),
    ...(links && { links }),
    ...(times && { times }),
  }
  const isSame =
    after.codes === known.codes &&
    after.acts === known.acts &&
    ratings === (known.ratings ?? '') &&
    links === (known.links ?? '') &&
    times === (known.times ?? '')
  return isSame ? known : after
}

/** Any report proves that SES took the message and sent it, but for a rejection. */
export const isProvedSent = (codes: string, index: number): boolean => !'.r'.includes(codes[index] ?? '.')

/**
 * Codes that a report turns into accepted: uncertain, written off by a person, and failed, since an earlier attempt of which
 * nobody knew has reached them.
 */
export const doubted = 'uWrmx'

export const settleByReports = (codes: string, { codes: reported }: BatchReports): string =>
  [...codes]
    .map((code, index) => (doubted.includes(code) && isProvedSent(reported, index) ? 'a' : code))
    .join('')
