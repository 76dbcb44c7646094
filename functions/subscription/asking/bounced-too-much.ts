import type { ReaderRow } from '../states/subscriber.ts'

/**
 * Of those asked by one run of rows. SES looks into an account of which 5 % of mails bounce, or 1 in 1,000 is complained of,
 * and stops it at 10 % or 1 in 200 (Amazon SES Developer Guide, "Reputation dashboard").
 */
const mostBounced = 0.05
const leastBounced = 10
const leastComplained = 2

/** @returns why no more of a list are asked, by what became of those who were; undefined when they may be */
export const bouncedTooMuch = (rows: readonly (ReaderRow | undefined)[]): string | undefined => {
  const ended = (cause: 'bounce' | 'complaint') =>
    rows.filter((row) => row?.status === 'suppressed' && row.cause === cause).length
  const [bounced, complained] = [ended('bounce'), ended('complaint')]
  if (bounced < Math.max(leastBounced, rows.length * mostBounced) && complained < leastComplained)
    return undefined
  return `Of ${rows.length} readers who were asked, ${bounced} bounced and ${complained} complained: the list is old or strangers’, and to ask more of it would cost the account its good name. Nobody else of it is asked`
}
