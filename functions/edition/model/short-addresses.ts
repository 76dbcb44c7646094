import type { Issue } from '../../issue/issue.ts'
import { pathOf } from '../../publication/language.ts'
import type { Source } from './edition.ts'

/**
 * Where each article of an issue is found in print, by its slug. A locator is chosen for somebody who holds the magazine, and
 * outlives slugs:
 * - the page that the article begins on, `13`, where it bears one and no other article begins there;
 * - else its place among all articles of the issue, `a3` for the third: never mistaken for a page.
 *
 * Short addresses are written anew at each publishing and never taken away, so a locator once printed goes on working when
 * its article changes its slug or moves to another page. Where another article has come to a page, or to a place, the
 * locator leads to that one: the newer wins. An issue whose id ends like a locator (`weekly-5` beside page 5 of `weekly`) has the
 * same short address: there, too, whatever is published last wins.
 */
export const locatorsOf = ({ sections }: Issue): Map<string, string> => {
  const articles = sections.flatMap((section) => section.articles)
  const onPage = new Map<number | undefined, number>()
  for (const { page } of articles) onPage.set(page, (onPage.get(page) ?? 0) + 1)
  return new Map(
    articles.map(({ slug, page }, at) => [
      slug,
      page !== undefined && onPage.get(page) === 1 ? String(page) : `a${at + 1}`,
    ]),
  )
}

/**
 * The address that is printed, of an issue or of one of its articles: `/q/matrix-64-13`, and `/en/q/matrix-64-13` on the
 * pages of another language than the publication's first, so that a QR code scanned from them leads back to that language.
 * Its page lies at the same path with a slash behind it.
 * @param locator see `locatorsOf`
 */
export const shortPath = (
  { issue, publication, language }: Pick<Source, 'issue' | 'publication' | 'language'>,
  locator?: string,
): string => {
  const first = publication.languages.find((one) => issue.languages.includes(one))
  const folder = language === first ? '' : `/${pathOf(language)}`
  return `${folder}/q/${issue.id}${locator === undefined ? '' : `-${locator}`}`
}

/** True for the key of a page behind a short address. */
export const isShort = (key: string): boolean => /^([a-z]{2,3}\/)?q\//.test(key)
