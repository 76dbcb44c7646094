import { directionOf, isolatedLine } from '../../emails/direction.ts'
import { inOneLine } from '../publication/in-one-line.ts'
import type { Language } from '../publication/language.ts'
import type { Publication } from '../publication/publication.ts'
import { type Html, html } from './html.ts'
import { ogLocale } from './og-locale.ts'
import { allFeedFormats, feedFormats, feedPath } from './site-paths.ts'

export type MetadataProps = {
  publication: Publication
  /** Origin of the site, without a trailing slash. */
  siteUrl: string
  language: Language
  title: string
  description?: string | undefined
  /** The page's own path, for its canonical link. Absent on pages for one reader, which are not indexed. */
  path?: string
  /** The same page in other languages: path by language. */
  alternates?: Record<Language, string>
  /** The section that the page is about. Its feeds are linked beside those of all articles. */
  section?: { topic: string; name: string }
}

/** Metadata for search engines and link previews; nothing on pages for one reader. */
export const pageMetadata = ({
  publication,
  siteUrl,
  language,
  title,
  description,
  path,
  alternates = {},
}: MetadataProps): Html => {
  if (!path) return html`<meta name="robots" content="noindex">\n`
  const others = Object.entries(alternates)
  const first = alternates[publication.languages[0]!] ?? Object.values(alternates)[0]
  return html`${description && html`<meta name="description" content="${description}">\n`}<link rel="canonical" href="${siteUrl}${path}">
${others.map(([tag, to]) => html`<link rel="alternate" hreflang="${tag}" href="${siteUrl}${to}">\n`)}${first && html`<link rel="alternate" hreflang="x-default" href="${siteUrl}${first}">\n`}<meta property="og:site_name" content="${publication.names[language]}">
<meta property="og:title" content="${title}">
${description && html`<meta property="og:description" content="${description}">\n`}<meta property="og:url" content="${siteUrl}${path}">
<meta property="og:locale" content="${ogLocale(language)}">
${others.filter(([tag]) => tag !== language).map(([tag]) => html`<meta property="og:locale:alternate" content="${ogLocale(tag)}">\n`)}`
}

/** Links to the feeds: the page's own section first, then all articles. */
export const feedLinks = ({ publication, language, section }: MetadataProps): Html => {
  const name = publication.names[language]!
  const feeds = [
    ...(section ? [{ topic: section.topic, name: inOneLine([name, section.name], language) }] : []),
    { topic: undefined, name },
  ]
  return html`${feeds.flatMap(({ topic, name }) =>
    allFeedFormats.map((format) => {
      const { type, name: kind } = feedFormats[format]
      return html`<link rel="alternate" type="${type}" title="${isolatedLine([name, `(${kind})`], directionOf(language), ' ')}" href="${feedPath(language, format, topic)}">\n`
    }),
  )}`
}
