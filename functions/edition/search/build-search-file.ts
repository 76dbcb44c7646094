import { shorten } from '../../publication/shorten.ts'
import type { SiteFile } from '../model/edition.ts'
import type { IssueEntry, Listing } from '../model/entries.ts'
import { searchIndexPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'
import type { SearchArticle, SearchFile } from './file-formats.ts'

/** Maximum characters of a summary that are searched and shown. */
const longest = 240
/**
 * Bytes. A reader loads all summaries before the first result, compressed to about a third. Beyond this limit, older
 * articles are found only by title, kicker, author and section.
 */
export const mostOfSummaries = 1_000_000

/**
 * Everything that can be found in one language. The browser tokenises it: a prebuilt index would be three times as
 * large.
 */
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
