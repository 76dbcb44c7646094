import MiniSearch, { type SearchOptions } from 'minisearch'
import { type SearchArticle, type SearchFile, searched } from './documents.ts'
import { countIn, excerptOf, type Texts } from './texts.ts'
import { isUnspaced, phrasesIn, questionsIn, tokensOf } from './tokens.ts'

export type Found = SearchArticle & {
  path: string
  issueName: string
  /** What of its texts answers the question, to be marked. */
  tokens: string[]
  /** The part of its own text that does, where nothing else of it does. */
  excerpt?: string
}

/** `near`: nothing has all that was asked for, these have some of it. */
export type Answer = { found: Found[]; near: boolean }

/** @param texts as many as have been loaded */
export type Search = (query: string, texts?: Texts) => Answer

/**
 * Indexes what a search file has.
 * @returns a function that answers a question, the best find first; finds that only texts have come after all others
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
    return { ...article, path: `${path}${article.slug}/`, issueName: name, tokens }
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

/** A word may be the beginning of one, a single character that of two. */
const isOpen = (token: string): boolean => !isUnspaced(token) || [...token].length === 1

/** Letters that may be wrong: one in five of a longer word, none among characters; another number is never meant. */
const slips = (token: string): number | false =>
  !isUnspaced(token) && token.length > 4 && !/\p{N}/u.test(token) && 0.2
