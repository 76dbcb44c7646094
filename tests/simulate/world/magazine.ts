import type { PublishedIssue } from '../../../functions/edition/model/edition.table.ts'
import type { Published } from '../history.ts'

/** The beginning of every schedule, Unix ms. */
export const beginning = Date.parse('2026-12-01T01:00:00Z')

/** A topic of the issue, and one that it does not have. */
export const topic = { itsOwn: 'focus', another: 'sports' }

/** In what the issue is published. */
const languages = ['en', 'zh'] as const
type Language = (typeof languages)[number]

/** The issue is published again, at `at` ms from the beginning. */
export type Publishing = {
  at: number
  /** In which languages it is another edition than before. Absent: in English. */
  languages?: Language[]
  /** Who published it. Absent: not known. */
  by?: string
  /** It is the edition again that it was before. */
  isFormer?: boolean
}

/**
 * The issue as it is published.
 * @param now Unix ms
 * @param record takes what is published, and that at the beginning
 */
export const createMagazine = (
  { publisher, now }: { publisher: string | undefined; now: () => number },
  record: (event: Published) => void,
) => {
  /** Every edition of each language, in the order in which they were published. */
  const published: Record<Language, string[]> = { en: [], zh: [] }
  const publishers = new Map<string, string[]>()
  let last = 0
  const publish = (language: Language, edition: string, by: string | undefined) => {
    published[language].push(edition)
    if (by) publishers.set(edition, [...(publishers.get(edition) ?? []), by])
    record({ is: 'published', at: now(), language, edition, ...(by && { by }) })
  }
  for (const language of languages) publish(language, `${language}-0`, publisher)
  return {
    publishAgain: ({ languages: some = ['en'], by, isFormer }: Omit<Publishing, 'at'>) => {
      last += 1
      for (const language of some)
        publish(language, (isFormer && published[language].at(-2)) || `${language}-${last}`, by)
    },
    issues: (): PublishedIssue[] => [
      {
        id: 'm',
        number: 64,
        period: { en: 'January' },
        release: '2026-12-01T00:30:00',
        editions: { en: published.en.at(-1)!, zh: published.zh.at(-1)! },
        topics: [topic.itsOwn],
        coverLines: { en: [] },
        publishedAt: '2026-11-30T00:00:00.000Z',
      },
    ],
    publishersOf: (editions: Readonly<Record<string, string>>) =>
      Object.values(editions).flatMap((edition) => (publishers.get(edition) ?? []).map((by) => ({ by }))),
  }
}
export const send = 'm--digest'
/** A send to those who got the digest, or did not. */
export const purpose = 'again'
