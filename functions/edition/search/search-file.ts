import { shorten } from '../../publication/shorten.ts'
import type { SiteFile } from '../model/edition.ts'
import type { IssueEntry, Listing } from '../model/entries.ts'
import { searchIndexPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'
import type { SearchArticle, SearchFile } from './documents.ts'

/** Of a summary so many characters are searched and shown. */
const longest = 240
/**
 * A reader loads all of it, compressed to about a third, before the first find: beyond so many bytes the older articles
 * are found by title, kicker, author and section alone.
 */
export const mostOfSummaries = 1_000_000

/** Everything that can be found in one language. The browser cuts it into tokens: ready-made ones weigh three times as much. */
export const searchFile = ({ language }: Listing, entries: IssueEntry[]): SiteFile => {
  let room = mostOfSummaries
  const articles = entries.flatMap((entry, issue) =>
    entry.articles.map(({ slug, title, kicker, summary: whole, author, section }): SearchArticle => {
      const summary = room > 0 && whole ? shorten(whole, longest) : undefined
      room -= Buffer.byteLength(summary ?? '')
      return {
        issue,
        slug,
        title,
        ...(kicker && { kicker }),
        ...(summary && { summary }),
        ...(author && { author }),
        ...(section && { section }),
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
