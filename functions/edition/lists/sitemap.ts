import type { Language } from '../../publication/language.ts'
import { html } from '../../web/html.ts'
import type { SiteFile } from '../model/edition.ts'
import type { Listings } from '../model/listing-entries.ts'
import { archivePath, inEach, issuePath, sectionPath, sitemapPath, stubPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'

/** One page in each language that it exists in. `changed` is ISO 8601. */
type Place = { paths: Record<Language, string>; changed?: string | undefined }

/**
 * A sitemap may have 50,000 URLs and 50 MB (sitemaps.org, "Sitemaps XML format"). Each entry lists the page in every
 * language, so ours are split well before either limit.
 */
const mostInSitemap = 10_000

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
const schema = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** Every public page with its other languages: one sitemap, or an index of several. */
export const sitemapFiles = (listings: Listings, most = mostInSitemap): SiteFile[] => {
  const { siteUrl } = listings
  const urls = placesOf(listings).flatMap((place) => urlsOf(place, siteUrl))
  if (urls.length <= most) return [xmlFile(sitemapPath, urlSet(urls))]
  const parts = Array.from({ length: Math.ceil(urls.length / most) }, (_, at) => ({
    path: sitemapPath.replace('.', `-${at + 1}.`),
    urls: urls.slice(at * most, (at + 1) * most),
  }))
  const index = html`<sitemapindex xmlns="${schema}">
${parts.map(({ path }) => html`<sitemap><loc>${siteUrl}${path}</loc></sitemap>\n`)}</sitemapindex>\n`.html
  return [...parts.map(({ path, urls }) => xmlFile(path, urlSet(urls))), xmlFile(sitemapPath, index)]
}

const xmlFile = (path: string, body: string): SiteFile =>
  assetFile(path, 'application/xml; charset=utf-8', declaration + body, false)

const urlSet = (urls: string[]): string =>
  `<urlset xmlns="${schema}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('')}</urlset>\n`

/**
 * Each entry lists all languages, including its own (Google Search Central, "Tell Google about localized versions").
 */
const urlsOf = ({ paths, changed }: Place, siteUrl: string): string[] => {
  const tags = Object.keys(paths)
  const links = html`${tags.length > 1 && tags.map((tag) => html`<xhtml:link rel="alternate" hreflang="${tag}" href="${siteUrl}${paths[tag]}"/>`)}`
  return tags.map(
    (tag) =>
      html`<url><loc>${siteUrl}${paths[tag]}</loc>${changed && html`<lastmod>${changed}</lastmod>`}${links}</url>\n`
        .html,
  )
}

const placesOf = ({ issues, publication }: Listings): Place[] => {
  const { languages, topics } = publication
  const changed = issues
    .map(({ publishedAt }) => publishedAt)
    .sort()
    .at(-1)
  const pages = [
    archivePath,
    ...topics.map(
      ({ id }) =>
        (language: Language) =>
          sectionPath(language, id),
    ),
  ]
  return [
    ...pages.map((path) => ({ paths: inEach(languages, path), changed })),
    ...issues.flatMap(({ id, editions, articles = {}, publishedAt }) => {
      const written = languages.filter((language) => editions[language])
      const slugs = new Set(
        written.flatMap((language) =>
          (articles[language] ?? []).flatMap(({ slug, url }) => (url ? [] : [slug])),
        ),
      )
      return [
        { paths: inEach(written, (language) => issuePath(language, id)), changed: publishedAt },
        ...[...slugs].map((slug) => ({
          paths: inEach(written, (language) => stubPath(language, id, slug)),
          changed: publishedAt,
        })),
      ]
    }),
  ]
}
