import MiniSearch, { type SearchOptions } from 'minisearch'
import { type SearchArticle, type SearchFile, searched } from './documents.ts'
import { isUnspaced, questionsIn, tokensOf } from './tokens.ts'

export type Found = SearchArticle & {
  path: string
  issueName: string
  /** What of its texts answers the question, to be marked. */
  tokens: string[]
}

/** `near`: nothing has all that was asked for, these have some of it. */
export type Answer = { found: Found[]; near: boolean }

/** Indexes what a search file has. @returns a function that answers a question, the best find first */
export const createSearch = ({ issues, articles }: SearchFile): ((query: string) => Answer) => {
  const index = new MiniSearch<SearchArticle & { id: number }>({
    fields: Object.keys(searched),
    tokenize: tokensOf,
    processTerm: (token) => token,
    searchOptions: { tokenize: questionsIn, boost: { ...searched }, prefix: isOpen, fuzzy: slips },
  })
  index.addAll(articles.map((article, id) => ({ ...article, id })))
  const find = (query: string, combineWith: SearchOptions['combineWith']): Found[] =>
    index.search(query, { combineWith }).map(({ id, terms, queryTerms }) => {
      const article = articles[id as number]!
      const { path, name } = issues[article.issue]!
      const tokens = [...queryTerms.filter(isUnspaced), ...terms.filter((term) => !isUnspaced(term))]
      return { ...article, path: `${path}${article.slug}/`, issueName: name, tokens }
    })
  return (query) => {
    const all = find(query, 'AND')
    if (all.length > 0) return { found: all, near: false }
    return { found: find(query, 'OR'), near: true }
  }
}

/** A word may be the beginning of one, a single character that of two. */
const isOpen = (token: string): boolean => !isUnspaced(token) || [...token].length === 1

/** Letters that may be wrong: one in five of a longer word, none among characters. */
const slips = (token: string): number | false => !isUnspaced(token) && token.length > 4 && 0.2
