import type { Source } from '../model/edition.ts'
import type { FullText } from '../model/full-texts.ts'
import { hasPage } from '../model/has-page.ts'
import type { Images } from '../model/images.ts'
import { numberedArticles } from '../model/numbered-articles.ts'
import { stubPath } from '../model/paths.ts'
import { bodyHtml } from './body-html.ts'

/** The texts of an edition's articles as feeds carry them: as on their pages, with whole addresses. */
export const feedTexts = (source: Source, images: Images): FullText[] => {
  const { issue, language, siteUrl } = source
  return numberedArticles(issue)
    .filter(hasPage)
    .flatMap(({ article: { slug, texts } }): FullText[] => {
      const { body } = texts[language]!
      if (body.children.length === 0) return []
      const page = siteUrl + stubPath(language, issue.id, slug)
      return [[slug, withWholeAddresses(bodyHtml(body, images).html, siteUrl, page)]]
    })
}

/** Our own paths begin with one slash, and notes of the same page with a hash: readers know neither site nor page. */
const withWholeAddresses = (html: string, siteUrl: string, page: string): string =>
  html.replace(/(<[^>]* (?:src|href)=")(\/(?!\/)|#)/g, (_, before: string, start: string) =>
    start === '#' ? `${before}${page}#` : `${before}${siteUrl}/`,
  )
