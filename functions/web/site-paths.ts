import { type Language, pathOf } from '../publication/language.ts'

/** Paths that every page of a language links to, including the forms' pages. */
export const archivePath = (language: Language): string => `/${pathOf(language)}/`
export const searchPath = (language: Language): string => `/${pathOf(language)}/search/`
export const manifestPath = (language: Language): string => `/${pathOf(language)}/manifest.webmanifest`
export const issuePath = (language: Language, issue: string): string =>
  `/${pathOf(language)}/issues/${issue}/`
export const sectionPath = (language: Language, topic: string): string =>
  `/${pathOf(language)}/sections/${topic}/`

/**
 * The feed formats, RSS 2.0, Atom (RFC 4287) and JSON Feed: their media types for discovery, and their names in links.
 * `served` is a more general type to serve the file with: CloudFront compresses it (Amazon CloudFront Developer Guide,
 * "File types that CloudFront compresses"), and browsers show it rather than save it. Feed readers accept it too
 * (RFC 7303 §9.1 for XML; JSON Feed 1.1, "Suggestions for Publishers").
 */
export const feedFormats = {
  rss: { file: 'feed.xml', type: 'application/rss+xml', served: 'application/xml', name: 'RSS' },
  atom: { file: 'feed.atom', type: 'application/atom+xml', served: 'application/xml', name: 'Atom' },
  json: { file: 'feed.json', type: 'application/feed+json', served: 'application/json', name: 'JSON Feed' },
} as const
export type FeedFormat = keyof typeof feedFormats
export const allFeedFormats = Object.keys(feedFormats) as FeedFormat[]

/** @param topic the section's feed; without it, the feed of all articles */
export const feedPath = (language: Language, format: FeedFormat = 'rss', topic?: string): string =>
  `${topic === undefined ? archivePath(language) : sectionPath(language, topic)}${feedFormats[format].file}`

/** The list of all feeds of a language. */
export const opmlPath = (language: Language): string => `${archivePath(language)}feeds.opml`
