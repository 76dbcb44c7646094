import MiniSearch, { type SearchOptions } from 'minisearch'
import { countIn, excerptOf, type Texts } from './article-texts.ts'
import type { SearchArticle, SearchFile } from './file-formats.ts'
import { isUnspaced, phrasesIn, questionsIn, tokensOf } from './tokens.ts'

export type Found = SearchArticle & {
  path: string
  issueName: string
  /** The tokens of its fields that match, to be highlighted. */
  tokens: string[]
  /** An excerpt of its text, when only the text matches. */
  excerpt?: string
}

/** `near`: nothing matches the whole query; the results match part of it. */
export type Answer = { found: Found[]; near: boolean }

/** @param texts those loaded so far */
export type Search = (query: string, texts?: Texts) => Answer

/**
 * Indexes a search file.
 * @returns a function that answers a query, best result first; results found only in texts come after all others
 */
export const createSearch = ({ issues, articles }: SearchFile): Search => {
  const index = new MiniSearch<SearchArticle & { id: number }>({
    fields: Object.keys(searched),
    tokenize: tokensOf,
    processTerm: (token) => token,
    searchOptions: { tokenize: questionsIn, boost: { ...searched }, prefix: isOpen, fuzzy: slips },
  })
  index.addAll(articles.map((article, id) => ({ ...article, id })))
  const foundAt = (article: SearchArticle, tokens: string[]): Found => {
    const { path, name } = issues[article.issue]!
    return { ...article, path: article.url ?? `${path}${article.slug}/`, issueName: name, tokens }
  }
  const find = (query: string, combineWith: NonNullable<SearchOptions['combineWith']>): Found[] =>
    index
      .search(query, { combineWith })
      .map(({ id, terms, queryTerms }) =>
        foundAt(articles[id as number]!, [
          ...queryTerms.filter(isUnspaced),
          ...terms.filter((term) => !isUnspaced(term)),
        ]),
      )
  const findInTexts = (query: string, texts: Texts, known: readonly Found[]): Found[] => {
    const phrases = phrasesIn(query)
    const paths = new Set(known.map(({ path }) => path))
    return articles
      .map((article) => foundAt(article, phrases))
      .flatMap((found) => {
        const text = paths.has(found.path) ? undefined : texts.get(found.path)
        const count = text ? countIn(text, found, phrases) : 0
        return text && count > 0 ? [{ found, text, count }] : []
      })
      .sort((a, b) => b.count - a.count)
      .map(({ found, text }) => ({ ...found, excerpt: excerptOf(text, phrases) }))
  }
  return (query, texts = new Map()) => {
    const named = find(query, 'AND')
    const all = [...named, ...findInTexts(query, texts, named)]
    if (all.length > 0) return { found: all, near: false }
    return { found: find(query, 'OR'), near: true }
  }
}

/** Whether a token may match as a prefix: a word does, and a single character does as the first of two. */
const isOpen = (token: string): boolean => !isUnspaced(token) || [...token].length === 1

/**
 * The share of letters that may be wrong: one in five in a longer word, none in unspaced scripts or numbers, which are
 * never close enough.
 */
const slips = (token: string): number | false =>
  !isUnspaced(token) && token.length > 4 && !/\p{N}/u.test(token) && 0.2

/** The fields of an article that are searched, and the weight of a match in each. */
export const searched = { title: 4, kicker: 2, author: 2, section: 1, summary: 1 } as const
