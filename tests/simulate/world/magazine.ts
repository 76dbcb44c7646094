import type { PublishedIssue } from '../../../functions/edition/model/edition.table.ts'

/** The beginning of every schedule, Unix ms. */
export const beginning = Date.parse('2026-12-01T01:00:00Z')

/** A topic of the issue, and one that it does not have. */
export const topic = { itsOwn: 'focus', another: 'sports' }

/** @param edition how often it was republished; each time it is another edition */
export const issuesAt = (edition: number): PublishedIssue[] => [
  {
    id: 'm',
    number: 64,
    period: { en: 'January' },
    release: '2026-12-01T00:30:00',
    // What is republished is the one edition; the other stays.
    editions: { en: `hash-${edition}`, zh: 'zh-hash' },
    topics: [topic.itsOwn],
    coverLines: { en: [] },
    publishedAt: '2026-11-30T00:00:00.000Z',
  },
]
export const send = 'm--digest'
/** A send to those who got the digest, or did not. */
export const purpose = 'again'
