import type { FateCounts } from './fate.ts'

/**
 * Amazon SES puts an account under review at a bounce rate of 5 % or a complaint rate of 0.1 % (SES Developer Guide,
 * "Reputation metrics"). A handful says nothing about a rate.
 */
const limits = {
  bounced: { rate: 0.05, least: 20 },
  complained: { rate: 0.001, least: 5 },
} as const

/** Whether a send bounces or is complained of so much that it should stand still until a person has looked. */
export const isOverLimit = (counts: FateCounts, accepted: number): boolean =>
  (['bounced', 'complained'] as const).some(
    (kind) => counts[kind] >= limits[kind].least && counts[kind] > accepted * limits[kind].rate,
  )
