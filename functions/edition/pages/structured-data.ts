import type { Issue } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import { defined } from '../../runtime/defined.ts'
import { instantOf } from '../../runtime/local-time.ts'
import type { Source } from '../model/edition.ts'
import { errataIn } from '../model/errata.ts'
import { nameOfIssue } from '../model/issue-name.ts'
import type { NumberedArticle } from '../model/numbered-articles.ts'
import { archivePath, issuePath, searchPath, stubPath } from '../model/paths.ts'
import { sectionName } from '../model/section-name.ts'

/**
 * Structured data for search engines, as JSON-LD in the schema.org vocabulary (https://schema.org/Periodical,
 * /PublicationIssue, /Article; Google Search Central, "Article structured data").
 */
export type StructuredData = { '@type': string; [property: string]: unknown }

type Site = { publication: Publication; language: Language; siteUrl: string }

/**
 * The issue's own day or release, ISO 8601. An edition uses no other time, because it must be the same whenever it is
 * built.
 */
export const timeOfIssue = ({ release, date }: Issue, { timeZone }: Publication): string | undefined =>
  release === undefined ? date : new Date(instantOf(release, timeZone)).toISOString()

/** An article, with its place in the issue. @param image its card's path on the site */
export const articleData = (
  source: Source,
  { article, section }: NumberedArticle,
  image: string,
): StructuredData => {
  const { issue, publication, language, siteUrl } = source
  const { title, summary, author } = article.texts[language]!
  const published = timeOfIssue(issue, publication)
  const [corrected] = errataIn(article.errata, language)
  const url = siteUrl + stubPath(language, issue.id, article.slug)
  return defined({
    '@type': 'Article',
    '@id': url,
    url,
    mainEntityOfPage: url,
    headline: title,
    description: summary,
    inLanguage: language,
    articleSection: sectionName(section, source),
    author: author && { '@type': 'Person', name: author },
    datePublished: published,
    dateModified: corrected?.date,
    image: siteUrl + image,
    pageStart: article.page,
    isAccessibleForFree: true,
    publisher: publisherOf(source),
    isPartOf: issueOf(source),
  })
}

/** An issue with its articles in printed order. @param image its card's path on the site */
export const issueData = (source: Source, image: string): StructuredData => {
  const { issue, language, siteUrl } = source
  const articles = issue.sections.flatMap((section) => section.articles)
  return {
    ...issueOf(source),
    image: siteUrl + image,
    publisher: publisherOf(source),
    // What leads elsewhere is no work of this issue.
    hasPart: articles
      .filter(({ leadsTo }) => !leadsTo)
      .map(({ slug, page, texts }) => {
        const url = siteUrl + stubPath(language, issue.id, slug)
        const { title } = texts[language]!
        return defined({
          '@type': 'Article',
          '@id': url,
          url,
          headline: title,
          pageStart: page,
        })
      }),
  }
}

const issueOf = (source: Source): StructuredData => {
  const { issue, publication, language, siteUrl } = source
  const url = siteUrl + issuePath(language, issue.id)
  const published = timeOfIssue(issue, publication)
  return defined({
    '@type': 'PublicationIssue',
    '@id': url,
    url,
    name: nameOfIssue(source).whole,
    issueNumber: issue.number,
    datePublished: published,
    inLanguage: language,
    isPartOf: periodicalOf(source),
  })
}

/** The publication itself, and the site with its search. */
export const siteData = (site: Site): StructuredData[] => {
  const { publication, language, siteUrl } = site
  return [
    {
      ...periodicalOf(site),
      description: publication.taglines[language],
      inLanguage: language,
      publisher: publisherOf(site),
    },
    {
      '@type': 'WebSite',
      name: publication.names[language],
      url: siteUrl + archivePath(language),
      inLanguage: language,
      potentialAction: {
        '@type': 'SearchAction',
        target: { '@type': 'EntryPoint', urlTemplate: `${siteUrl}${searchPath(language)}?q={query}` },
        'query-input': 'required name=query',
      },
    },
  ]
}

const periodicalOf = ({ publication, language, siteUrl }: Site): StructuredData => {
  const url = siteUrl + archivePath(language)
  return { '@type': 'Periodical', '@id': `${url}#periodical`, name: publication.names[language], url }
}

const publisherOf = ({ publication, language, siteUrl }: Site): StructuredData => ({
  '@type': 'Organization',
  name: publication.publisher[language],
  logo: `${siteUrl}/icon-512.png`,
})
