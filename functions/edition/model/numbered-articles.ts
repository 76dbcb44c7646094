import type { Article, Section } from '../../issue/issue.ts'
import { type Neighbours, withNeighbours } from './article-neighbours.ts'
import type { Source } from './edition.ts'
import { locatorsOf } from './printed-addresses.ts'

/** An article with its place in the issue. `locator`: see `locatorsOf`. */
export type NumberedArticle = {
  article: Article
  section: Section
  locator: string
} & Neighbours

/** All articles of an issue in printed order. */
export const numberedArticles = (issue: Source['issue']): NumberedArticle[] => {
  const locators = locatorsOf(issue)
  return withNeighbours(
    issue.sections.flatMap((section) =>
      section.articles.map((article) => ({ section, article, locator: locators.get(article.slug)! })),
    ),
  )
}
