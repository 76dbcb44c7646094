import type { Erratum, Issue } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { instantOf } from '../../runtime/local-time.ts'
import type { PublishedIssue } from './edition.table.ts'
import { timeOf } from './issue-name.ts'
import type { Listing } from './listing-entries.ts'

/** An article's errata in one language, latest first. */
export const errataIn = (
  errata: readonly Erratum[] = [],
  language: Language,
): { date: string; text: string }[] =>
  errata.flatMap(({ date, text }) => (text[language]?.trim() ? [{ date, text: text[language] }] : []))

/** An issue's errata, as stored in the table. */
export const errataOf = ({ sections }: Issue): NonNullable<PublishedIssue['errata']> =>
  sections
    .flatMap(({ articles }) => articles)
    .flatMap(({ slug, errata = [] }) => errata.map((erratum) => ({ slug, ...erratum })))

/**
 * A correction that a feed shows beside an article's summary, and its date, so that readers see the article again.
 * @returns undefined for an article without errata
 */
export const correctionOf = (
  { errata = [] }: PublishedIssue,
  slug: string,
  { language, publication }: Pick<Listing, 'language' | 'publication'>,
): { text: string; at: Date } | undefined => {
  const found = errataIn(
    errata.filter((one) => one.slug === slug),
    language,
  )
  if (!found[0]) return undefined
  const { corrected } = wordsOf(language).site
  return {
    text: found.map(({ date, text }) => corrected(timeOf({ date }, language)!, text)).join('\n'),
    at: new Date(instantOf(`${found[0].date}T00:00:00`, publication.timeZone)),
  }
}
