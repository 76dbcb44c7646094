import MiniSearch, { type Query } from 'minisearch'
import { countIn, type Texts } from './article-texts.ts'
import { excerptOf } from './excerpt.ts'
import { readAs, readable } from './pinyin.ts'
import type { SearchArticle, SearchFile } from './search-files.ts'
import { corrections } from './spelling.ts'
import { isUnspaced, isWord, phrasesIn, questionsIn, type Reading, tokensOf, wordsIn } from './tokens.ts'

export type Found = SearchArticle & {
  path: string
  issueName: string
  /** The tokens of its fields that match, to be highlighted. */
  tokens: string[]
  /** An excerpt of its text, when only the text matches. */
  excerpt?: string
}

/**
 * `exact`: the results have the whole query as it was typed, so that more texts can only add to them.
 * `near`: nothing matches the whole query; the results match part of it.
 */
export type Answer = { found: Found[]; exact: boolean; near: boolean }

/** @param texts those loaded so far */
export type Search = (query: string, texts?: Texts) => Answer

/** A query, cut for fields and for texts: all of these, each in any of its spellings. */
type Asked = { tokens: string[][]; phrases: string[][] }

/**
 * Indexes a search file.
 * @returns a function that answers a query, best result first; results found only in texts come after all others. What
 * was typed goes first; only if nothing has it, then a word apart from its number, then pinyin, then mistyped words.
 */
export const createSearch = ({ issues, articles }: SearchFile): Search => {
  const index = new MiniSearch<SearchArticle & { id: number }>({
    fields: Object.keys(searched),
    tokenize: tokensOf,
    processTerm: (token) => token,
    searchOptions: { tokenize: (token) => [token], boost: { ...searched }, prefix: isOpen },
  })
  index.addAll(articles.map((article, id) => ({ ...article, id })))
  const foundAt = (article: SearchArticle, tokens: string[]): Found => {
    const { path, name } = issues[article.issue]!
    return { ...article, path: article.url ?? `${path}${article.slug}/`, issueName: name, tokens }
  }
  const findInFields = (tokens: string[][], combineWith: 'AND' | 'OR'): Found[] => {
    if (tokens.length === 0) return []
    const query: Query = { combineWith, queries: tokens.map((any) => ({ combineWith: 'OR', queries: any })) }
    return index
      .search(query)
      .map(({ id, terms, queryTerms }) =>
        foundAt(articles[id as number]!, [
          ...queryTerms.filter(isUnspaced),
          ...terms.filter((term) => !isUnspaced(term)),
        ]),
      )
  }
  const findInTexts = (phrases: string[][], texts: Texts, known: readonly Found[]): Found[] => {
    const paths = new Set(known.map(({ path }) => path))
    const all = phrases.flat()
    return articles
      .map((article) => foundAt(article, all))
      .flatMap((found) => {
        const text = paths.has(found.path) ? undefined : texts.get(found.path)
        const count = text ? countIn(text, found, phrases) : 0
        return text && count > 0 ? [{ found, text, count }] : []
      })
      .sort((a, b) => b.count - a.count)
      .map(({ found, text }) => ({ ...found, excerpt: excerptOf(text, all) }))
  }
  const find = ({ tokens, phrases }: Asked, texts: Texts): Found[] => {
    const named = findInFields(tokens, 'AND')
    return [...named, ...findInTexts(phrases, texts, named)]
  }
  const findByPinyin = (query: string): Found[] =>
    articles.flatMap((article) => {
      const { title, author, pinyin } = article
      const read = pinyin ? readAs(query, readable(title, author), pinyin.split(' ')) : []
      return read.length > 0 ? [foundAt(article, read)] : []
    })
  const wordsOf = createVocabulary(articles)
  return (query, texts = new Map()) => {
    const exact = find(asked(query), texts)
    if (exact.length > 0) return { found: exact, exact: true, near: false }
    const ways = [
      () => find(asked(query, 'apart'), texts),
      () => findByPinyin(query),
      () => find(corrected(asked(query, 'apart'), wordsOf(texts)), texts),
    ]
    for (const way of ways) {
      const found = way()
      if (found.length > 0) return { found, exact: false, near: false }
    }
    return { found: findInFields(asked(query, 'apart').tokens, 'OR'), exact: false, near: true }
  }
}

const asked = (query: string, reading?: Reading): Asked => ({
  tokens: questionsIn(query, reading).map((token) => [token]),
  phrases: phrasesIn(query, reading).map((phrase) => [phrase]),
})

/** A query with each word that nothing has replaced by the known ones that it may stand for. */
const corrected = ({ tokens, phrases }: Asked, known: ReadonlySet<string>): Asked => {
  const mend = (any: string[]) =>
    any.flatMap((token) => {
      const meant = corrections(token, known)
      return meant.length > 0 ? meant : [token]
    })
  return { tokens: tokens.map(mend), phrases: phrases.map(mend) }
}

/** The words of all articles' fields and of the texts loaded so far, collected when they are first asked for. */
const createVocabulary = (articles: readonly SearchArticle[]) => {
  const words = new Set<string>()
  const collected = new Set<unknown>()
  const collect = (source: unknown, text: string) => {
    if (collected.has(source)) return
    collected.add(source)
    for (const word of wordsIn(text)) words.add(word)
  }
  return (texts: Texts): ReadonlySet<string> => {
    for (const article of articles) {
      const { title, kicker, author, section, summary } = article
      collect(article, [title, kicker, author, section, summary].filter(Boolean).join('\n'))
    }
    for (const text of texts.values()) collect(text, text.folded)
    return words
  }
}

/** Whether a token may match as a prefix: a word does, and a single character does as the first of two. */
const isOpen = (token: string): boolean => isWord(token) || (isUnspaced(token) && [...token].length === 1)

/** The fields of an article that are searched, and the weight of a match in each. */
export const searched = { title: 4, kicker: 2, author: 2, section: 1, summary: 1 } as const
