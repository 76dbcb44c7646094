import { type Language, pathOf } from '../../publication/language.ts'
import { issuePath } from '../../web/site-paths.ts'
import { textsFile } from './texts-file.ts'

export {
  archivePath,
  feedPath,
  issuePath,
  manifestPath,
  searchPath,
  sectionPath,
} from '../../web/site-paths.ts'

/** Paths on the site. A path that ends with a slash is a page. */
export const yearPath = (language: Language, year: string): string => `/${pathOf(language)}/years/${year}/`
/** An issue as a book. Its name says which one it is, since readers keep it. */
export const bookPath = (language: Language, issue: string): string =>
  `${issuePath(language, issue)}${issue}-${pathOf(language)}.epub`
export const textsPath = (language: Language, issue: string): string => issuePath(language, issue) + textsFile
export const searchIndexPath = (language: Language): string => `/${pathOf(language)}/search.json`
export const sitemapPath = '/sitemap.xml'
export const stubPath = (language: Language, issue: string, slug: string): string =>
  `${issuePath(language, issue)}${slug}/`

/** The place of an article on the site: its page, or its line on the issue's page if it has none. */
export const articlePath = (
  language: Language,
  issue: string,
  { slug, leadsTo }: { slug: string; leadsTo?: unknown },
): string => (leadsTo ? `${issuePath(language, issue)}#${slug}` : stubPath(language, issue, slug))

/** The same path in each of the publication's languages. */
export const inEach = (
  languages: readonly Language[],
  path: (language: Language) => string,
): Record<Language, string> => Object.fromEntries(languages.map((language) => [language, path(language)]))

/** The key of a path in the site's bucket. */
export const keyOf = (path: string): string => `${path.slice(1)}${path.endsWith('/') ? 'index.html' : ''}`
