import type { Language } from '../../publication/language.ts'
import { nextOccasion } from '../../publication/next-occasion.ts'
import type { Publication } from '../../publication/publication.ts'
import { dayInWords } from '../../publication/words/date.ts'
import { wordsOf } from '../../publication/words.ts'
import { isoDayAt } from '../../runtime/local-time.ts'
import type { DigestKind } from '../model/digest.ts'

/** An issue that goes out this short before an occasion, of the time between two, is the one of that occasion. */
const early = 1 / 4

/**
 * What a digest says of the next issue when it goes out, rather than when it was made: a welcome may be months later.
 * @param at Unix ms
 * @returns a sentence; undefined where the cadence names no day
 */
export const nextIssue = (
  { cadence, timeZone }: Pick<Publication, 'cadence' | 'timeZone'>,
  language: Language,
  kind: DigestKind,
  at: number,
): string | undefined => {
  if (!cadence) return undefined
  const today = isoDayAt(at, timeZone)
  const next = nextOccasion(cadence.cron, today)
  const second = next && nextOccasion(cadence.cron, next)
  const isThisOne =
    kind !== 'welcome' && second !== undefined && daysTo(next!, today) < early * daysTo(second, next!)
  const day = isThisOne ? second : next
  return day && wordsOf(language).digest.next(dayInWords(day, language))
}

const daysTo = (day: string, from: string): number => (Date.parse(day) - Date.parse(from)) / 86_400_000
