import type { PublishedIssue } from '../../../functions/edition/model/edition.table.ts'

/** When every schedule begins, Unix ms. */
export const beginning = Date.parse('2026-12-01T01:00:00Z')

/** The issue's, and one that it has nothing of. */
export const topic = { itsOwn: 'focus', another: 'sports' }

/** @param edition how often it was published again, and is another edition each time */
export const issuesAt = (edition: number): PublishedIssue[] => [
  {
    id: 'm',
    number: 64,
    period: { en: 'January' },
    release: '2026-12-01T00:30:00',
    editions: { en: `hash-${edition}` },
    topics: [topic.itsOwn],
    coverLines: { en: [] },
    publishedAt: '2026-11-30T00:00:00.000Z',
  },
]
export const send = 'm--digest'

/** As infra/sending.ts has them; in ms. */
export const times = {
  worker: 120_000,
  others: 60_000,
  /** Lambda takes idle sandboxes down after minutes. */
  idle: 13 * 60_000,
  visibility: 720_000,
  hintAgain: 300_000,
  /** Five times a worker's life. */
  resolveAfter: 600_000,
  sweep: 60_000,
  sweepRound: 40_000,
}
