import anyAscii from 'any-ascii'
import type { Language } from '../../publication/language.ts'
import { shorten } from '../../publication/shorten.ts'
import type { SiteFile } from '../model/edition.ts'
import type { IssueEntry, Listing } from '../model/listing-entries.ts'
import { searchIndexPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'
import { readable } from './pinyin.ts'
import type { SearchArticle, SearchFile } from './search-files.ts'
import { longestSummary, mostOfSummaries } from './search-limits.ts'

/**
 * Everything that can be found in one language. The browser tokenises it: a prebuilt index would be three times as
 * large.
 */
export const searchFile = ({ language }: Listing, entries: readonly IssueEntry[]): SiteFile => {
  let room = mostOfSummaries
  const articles = entries.flatMap((entry, issue) =>
    entry.articles.map(({ slug, url, title, kicker, summary: whole, author, section }): SearchArticle => {
      const summary = room > 0 && whole ? shorten(whole, longestSummary) : undefined
      room -= Buffer.byteLength(summary ?? '')
      const pinyin = pinyinOf(language, title, author)
      return {
        issue,
        slug,
        ...(url && { url }),
        title,
        ...(kicker && { kicker }),
        ...(summary && { summary }),
        ...(author && { author }),
        ...(section && { section }),
        ...(pinyin && { pinyin }),
      }
    }),
  )
  const file: SearchFile = {
    issues: entries.map(({ issue: { texts }, name, path }) => ({
      name: name.whole,
      path,
      ...(texts?.[language] && { texts: texts[language] }),
    })),
    articles,
  }
  return assetFile(searchIndexPath(language), 'application/json; charset=utf-8', JSON.stringify(file), false)
}

/** A character alone has one reading, its most frequent one: which of them a word asks for, no small table knows. */
const pinyinOf = (language: Language, ...texts: (string | undefined)[]): string | undefined =>
  language.startsWith('zh')
    ? readable(...texts)
        .map((character) => anyAscii(character).toLowerCase())
        .join(' ')
    : undefined
