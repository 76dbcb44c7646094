import type { Article, Section } from '../../issue/issue.ts'
import type { Source } from './edition.ts'
import { locatorsOf } from './printed-addresses.ts'

/** An article with its place in the issue. `locator`: see `locatorsOf`. */
export type NumberedArticle = {
  article: Article
  section: Section
  locator: string
  /** Neighbours among those that have a page. */
  previous?: Article | undefined
  next?: Article | undefined
}

export const hasPage = ({ article }: Pick<NumberedArticle, 'article'>): boolean => !article.leadsTo

/** All articles of an issue in printed order. */
export const numberedArticles = (issue: Source['issue']): NumberedArticle[] => {
  const locators = locatorsOf(issue)
  return issue.sections
    .flatMap((section) =>
      section.articles.map((article) => ({ section, article, locator: locators.get(article.slug)! })),
    )
    .map((one, at, all) => ({
      ...one,
      previous: all.slice(0, at).findLast(hasPage)?.article,
      next: all.slice(at + 1).find(hasPage)?.article,
    }))
}
