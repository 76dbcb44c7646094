import type { Erratum, Issue } from '../../issue/issue.ts'
import { instantOf } from '../../publication/instant.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import type { PublishedIssue } from './edition.table.ts'
import type { Listing } from './entries.ts'
import { timeOf } from './naming.ts'

/** What was wrong with an article in one language, the latest first. */
export const errataIn = (
  errata: readonly Erratum[] = [],
  language: Language,
): { date: string; text: string }[] =>
  errata.flatMap(({ date, text }) => (text[language]?.trim() ? [{ date, text: text[language] }] : []))

/** The errata of an issue, as the table keeps them. */
export const errataOf = ({ sections }: Issue): NonNullable<PublishedIssue['errata']> =>
  sections
    .flatMap(({ articles }) => articles)
    .flatMap(({ slug, errata = [] }) => errata.map((erratum) => ({ slug, ...erratum })))

/**
 * What a feed says of an article beside its summary, and when, so that readers see the article once more.
 * @returns undefined for one that was right from the start
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
