/** Recipients in a batch. */
export const batchSize = 500
/** Approximate readers in a planning range. */
export const rangeSize = 4_000
const maxRanges = 256
/**
 * Limits of a plan step: subscribers considered, recipients found, and bytes of both recipients and excluded people. A
 * step is one item, which DynamoDB limits to 400 KB (DynamoDB Developer Guide, "Quotas").
 */
export const stepSize = { looks: 4_000, recipients: 2_000, bytes: 300_000 }

/** @param estimate approximate number of subscribers */
export const rangesFor = (estimate: number): number =>
  Math.min(maxRanges, Math.max(1, Math.ceil(estimate / rangeSize)))

/** The shards of a range, `00`–`ff`: 256 divided into `ranges` runs, as evenly as possible. */
export const shardsOf = (range: number, ranges: number): string[] => {
  const first = Math.floor((range * 256) / ranges)
  const end = Math.floor(((range + 1) * 256) / ranges)
  return Array.from({ length: end - first }, (_, index) => (first + index).toString(16).padStart(2, '0'))
}
