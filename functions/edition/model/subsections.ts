import type { Article, Section } from '../../issue/issue.ts'
import { defined } from '../../runtime/defined.ts'

/** Groups consecutive articles by subsection, in printed order. */
export const bySubsection = ({
  articles,
}: Section): { heading?: Article['subsection']; articles: Article[] }[] => {
  const groups: { heading?: Article['subsection']; articles: Article[] }[] = []
  for (const article of articles) {
    const last = groups.at(-1)
    if (last && last.heading === article.subsection) last.articles.push(article)
    else groups.push({ ...defined({ heading: article.subsection }), articles: [article] })
  }
  return groups
}
