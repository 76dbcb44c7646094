import type { Issue } from '../../issue/issue.ts'
import { pathOf } from '../../publication/language.ts'
import type { Source } from './edition.ts'

/**
 * The locator of each article of an issue, by slug: how to find it in print. Locators are chosen for somebody who holds
 * the magazine, and outlive slugs:
 * - the page on which the article begins (`13`), if known and no other article begins there;
 * - else its place among all articles of the issue (`a3` for the third), which is never mistaken for a page.
 *
 * Each publishing rewrites the short addresses and removes none, so a printed locator keeps working when its article
 * changes its slug or moves to another page. When another article takes over a page or place, the locator leads to the
 * newer one. An issue whose id ends like a locator (`weekly-5` beside page 5 of `weekly`) has the same short address;
 * again, whatever is published last wins.
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
 * The printed address of an issue or one of its articles: `/q/matrix-64-13`. Pages in another language than the
 * publication's first use `/en/q/matrix-64-13`, so that their QR code leads back to that language. The page is at the
 * same path with a trailing slash.
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

/** Whether a key is that of a page at a short address. */
export const isShort = (key: string): boolean => /^([a-z]{2,3}\/)?q\//.test(key)
