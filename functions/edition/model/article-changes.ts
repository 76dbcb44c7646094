import type { ListedArticle } from './published-issue.ts'

/** What of an article lists and its page show may be other than before. */
const parts = ['title', 'kicker', 'author', 'summary', 'section', 'text'] as const
export type ChangedPart = (typeof parts)[number]

/** An article that is new, gone, or other than before. Words are of its text, where they are known. */
export type ArticleChange = {
  slug: string
  title: string
  change: 'added' | 'removed' | 'changed'
  /** Its title of before, where that was another. */
  titleBefore?: string
  parts: ChangedPart[]
  words?: number
  wordsBefore?: number
}

/** What changed in an issue's articles, in the order in which they are printed now; those that left come last. */
export const articleChanges = (
  before: readonly ListedArticle[],
  now: readonly ListedArticle[],
): ArticleChange[] => {
  const formers = new Map(before.map((article) => [article.slug, article]))
  const standing = new Set(now.map(({ slug }) => slug))
  return [
    ...now.flatMap((article) => {
      const former = formers.get(article.slug)
      if (!former) return [{ ...named(article), change: 'added' as const, ...wordsOf(article) }]
      const changed = parts.filter((part) => isOther(former, article, part))
      return changed.length === 0 ? [] : [changeOf(former, article, changed)]
    }),
    ...before
      .filter(({ slug }) => !standing.has(slug))
      .map((article) => ({ ...named(article), change: 'removed' as const, ...wordsBeforeOf(article) })),
  ]
}

const named = ({ slug, title }: ListedArticle) => ({ slug, title, parts: [] })
const wordsOf = ({ words }: ListedArticle) => (words === undefined ? {} : { words })
const wordsBeforeOf = ({ words }: ListedArticle) => (words === undefined ? {} : { wordsBefore: words })

const changeOf = (former: ListedArticle, article: ListedArticle, changed: ChangedPart[]): ArticleChange => ({
  ...named(article),
  change: 'changed',
  parts: changed,
  ...(changed.includes('title') && { titleBefore: former.title }),
  ...(changed.includes('text') && { ...wordsOf(article), ...wordsBeforeOf(former) }),
})

const isOther = (a: ListedArticle, b: ListedArticle, part: ChangedPart): boolean => {
  if (part === 'section') return (a.section ?? a.topic) !== (b.section ?? b.topic)
  if (part !== 'text') return a[part] !== b[part]
  // A row of an older version, or one that had no room, knows nothing of texts.
  return a.fingerprint !== undefined && b.fingerprint !== undefined && a.fingerprint !== b.fingerprint
}
