import { type Html, html, raw } from '../../web/html.ts'
import { type Card, cardPath } from '../model/card.ts'
import type { Source } from '../model/edition.ts'
import type { Listing } from '../model/listing-entries.ts'
import type { NumberedArticle } from '../model/numbered-articles.ts'
import { sectionName } from '../model/section-name.ts'
import { articleData, issueData, type StructuredData, siteData, timeOfIssue } from './structured-data.ts'

/**
 * Structured data in a page. Browsers do not execute a data block, so the script policy does not apply to it (HTML
 * Standard, "script", data blocks). `<` is escaped so that no text can close the element.
 */
export const jsonLd = (data: StructuredData | StructuredData[]): Html => {
  const graph = Array.isArray(data) ? { '@graph': data } : data
  const text = JSON.stringify({ '@context': 'https://schema.org', ...graph }).replaceAll('<', '\\u003c')
  return html`<script type="application/ld+json">${raw(text)}</script>
`
}

/** An article's metadata for search engines and link previews (ogp.me, "article"), beside what every page has (`web/metadata.page.ts`). */
export const articleHead = (source: Source, placed: NumberedArticle, card: Card): Html => {
  const { issue, publication, language } = source
  const { author } = placed.article.texts[language]!
  const section = sectionName(placed.section, source)
  const published = timeOfIssue(issue, publication)
  return html`${published && html`<meta property="article:published_time" content="${published}">\n`}${section && html`<meta property="article:section" content="${section}">\n`}${author && html`<meta property="article:author" content="${author}">\n`}${jsonLd(articleData(source, placed, cardPath(card)))}`
}

export const issueHead = (source: Source, card: Card): Html => jsonLd(issueData(source, cardPath(card)))

/** Metadata of every listing page: a preview with the publication's logo. */
export const listHead = ({
  siteUrl,
}: Pick<Listing, 'siteUrl'>): Html => html`<meta property="og:type" content="website">
<meta property="og:image" content="${siteUrl}/icon-512.png">
<meta property="og:image:width" content="512">
<meta property="og:image:height" content="512">
<meta name="twitter:card" content="summary">
`

export const archiveHead = (listing: Listing): Html => html`${listHead(listing)}${jsonLd(siteData(listing))}`
