import { type Language, pathOf } from '../publication/language.ts'

/** Where every page of a language leads: what the frame of each page names, forms' pages too. */
export const archivePath = (language: Language): string => `/${pathOf(language)}/`
export const searchPath = (language: Language): string => `/${pathOf(language)}/search/`
export const manifestPath = (language: Language): string => `/${pathOf(language)}/manifest.webmanifest`
export const sectionPath = (language: Language, topic: string): string =>
  `/${pathOf(language)}/sections/${topic}/`

/**
 * The formats of the feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed, with the types by which they are found and how a link
 * calls them. `served`: the more general type with which the file itself comes where CloudFront compresses none of the own
 * one (Amazon CloudFront Developer Guide, "File types that CloudFront compresses"). Readers take it as well (RFC 7303 §9.1
 * for XML; JSON Feed 1.1, "Suggestions for Publishers").
 */
export const feedFormats = {
  rss: { file: 'feed.xml', type: 'application/rss+xml', served: 'application/rss+xml', name: 'RSS' },
  atom: { file: 'feed.atom', type: 'application/atom+xml', served: 'application/xml', name: 'Atom' },
  json: { file: 'feed.json', type: 'application/feed+json', served: 'application/json', name: 'JSON Feed' },
} as const
export type FeedFormat = keyof typeof feedFormats
export const allFeedFormats = Object.keys(feedFormats) as FeedFormat[]

/** @param topic the section whose feed it is; without one the feed of all articles */
export const feedPath = (language: Language, format: FeedFormat = 'rss', topic?: string): string =>
  `${topic === undefined ? archivePath(language) : sectionPath(language, topic)}${feedFormats[format].file}`
