import type { PublishedIssue } from '../edition/model/edition.table.ts'
import type { DayViews } from '../edition/views/views-in-log.ts'
import { type Language, pathOf } from '../publication/language.ts'
import { type Answer, answer, refuse } from './answer.ts'
import type { ViewedArticle, ViewsAnswer } from './answers/issues.ts'
import { notPublished } from './issues.ts'

export type ViewsDeps = {
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  views: { of(issue: string): Promise<DayViews[]> }
}

/** How often the pages of an issue and of its articles were viewed, as far as logs have come. */
export const createViews =
  ({ editions, views }: ViewsDeps) =>
  async (id: string): Promise<Answer> => {
    const [issue, days] = await Promise.all([editions.issue(id), views.of(id)])
    if (!issue) return refuse('not-found', { field: 'issue', message: notPublished(id) })
    const languages = Object.keys(issue.editions)
    // Where nothing is counted, nothing is known: a zero would be a number.
    const of = (slug: string) => (days.length === 0 ? {} : byLanguage(days, slug, languages))
    const value: ViewsAnswer = {
      issue: id,
      ...(days.length > 0 && { counted: { from: days[0]!.day, to: days.at(-1)!.day } }),
      page: of(''),
      articles: articlesOf(issue).map((article) => ({ ...article, views: of(article.slug) })),
    }
    return answer(200, value)
  }
export type Views = ReturnType<typeof createViews>

/**
 * The issue's articles in printed order, each once. What is viewed under an address of before leads to one of them, and
 * is counted there.
 */
const articlesOf = ({ articles = {} }: PublishedIssue): Omit<ViewedArticle, 'views'>[] => {
  const found = new Map<string, { slug: string; title: Record<Language, string> }>()
  for (const [language, listed] of Object.entries(articles))
    for (const { slug, title } of listed) {
      const known = found.get(slug)?.title
      found.set(slug, { slug, title: { ...known, [language]: title } })
    }
  return [...found.values()]
}

const byLanguage = (days: DayViews[], slug: string, languages: Language[]): Record<Language, number> =>
  Object.fromEntries(
    languages.map((language) => {
      const page = `${pathOf(language)}/${slug}`
      return [language, days.reduce((sum, { pages }) => sum + (pages.get(page) ?? 0), 0)]
    }),
  )
