import type { Article, Section } from '../../issue/issue.ts'
import { hasPage } from './has-page.ts'

/** Previous and next of an article, among those that have a page, in printed order. */
export type Neighbours = { previous?: Article | undefined; next?: Article | undefined }

/** Each article of an issue with its neighbours. @param articles all, in printed order */
export const withNeighbours = <Placed extends { article: Article }>(
  articles: readonly Placed[],
): (Placed & Neighbours)[] =>
  articles.map((one, at, all) => ({
    ...one,
    previous: all.slice(0, at).findLast(hasPage)?.article,
    next: all.slice(at + 1).find(hasPage)?.article,
  }))

const mostRelated = 4

/** What else stands in an article's section: related articles, apart from its neighbours. */
export const relatedArticles = ({
  article,
  section,
  previous,
  next,
}: Neighbours & { article: Article; section: Section }): Article[] =>
  section.articles.filter((one) => one !== article && one !== previous && one !== next).slice(0, mostRelated)
