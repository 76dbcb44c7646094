import { type Language, pathOf } from '../platform/language.ts'

/** Where things lie on the site. A path that ends in a slash is a page. */
export const archivePath = (language: Language): string => `/${pathOf(language)}/`
export const feedPath = (language: Language): string => `/${pathOf(language)}/feed.xml`
export const issuePath = (language: Language, issue: string): string =>
  `/${pathOf(language)}/issues/${issue}/`
export const stubPath = (language: Language, issue: string, slug: string): string =>
  `${issuePath(language, issue)}${slug}/`

/** The same place in each of the publication's languages. */
export const inEach = (
  languages: readonly Language[],
  path: (language: Language) => string,
): Record<Language, string> => Object.fromEntries(languages.map((language) => [language, path(language)]))

/** The key of a path in the site's bucket. */
export const keyOf = (path: string): string => `${path.slice(1)}${path.endsWith('/') ? 'index.html' : ''}`
