import { createHash } from 'node:crypto'
import { articleCard, issueCard } from '../card/edition-cards.ts'
import { buildDigest } from '../digest/build-digest.ts'
import { bookDesign } from '../epub/build-book.ts'
import { siteAssets } from '../lists/site-assets.ts'
import type { Edition, SiteFile, Source } from '../model/edition.ts'
import { hasPage } from '../model/has-page.ts'
import { imagesOf } from '../model/images.ts'
import { elsewhereIn } from '../model/languages-lacking.ts'
import { numberedArticles } from '../model/numbered-articles.ts'
import { issuePath, stubPath } from '../model/paths.ts'
import { gonePageFile, pageFile } from '../model/site-file.ts'
import { aliasPages, shortPages } from '../pages/alias-pages.page.ts'
import { stubPage } from '../pages/article.page.ts'
import { elsewherePages } from '../pages/elsewhere.page.ts'
import { feedTexts } from '../pages/feed-texts.ts'
import { issuePage } from '../pages/issue.page.ts'
import { withdrawnPage } from '../pages/withdrawn.page.ts'
import { editionTexts } from '../search/build-texts-file.ts'

/**
 * Renders an issue in one language: its digest, a stub for each article that has a page or a notice if it was withdrawn, the issue's
 * page, and the pictures they show. Files come in a safe write order: whatever a page needs precedes it, stubs precede
 * the issue's page, and the short and old addresses that lead to them come last.
 */
export const buildEdition = async (source: Source): Promise<Edition> => {
  const { issue, publication, language, siteUrl } = source
  const images = imagesOf(issue)
  const digest = await buildDigest(source, images)
  const articles = numberedArticles(issue).filter(hasPage)
  const stubs = articles.map((placed) =>
    pageFile(stubPath(language, issue.id, placed.article.slug), stubPage(source, images, placed)),
  )
  const withdrawn = issue.withdrawn.map((one) =>
    gonePageFile(stubPath(language, issue.id, one.slug), withdrawnPage(source, one)),
  )
  const files = [
    ...siteAssets(publication, siteUrl),
    ...images.files,
    ...[editionTexts(source) ?? []].flat(),
    ...elsewherePages(source),
    ...stubs,
    ...withdrawn,
    pageFile(issuePath(language, issue.id), issuePage(source, images)),
    ...shortPages(source),
    ...aliasPages(source),
  ]
  const cards = [...articles.map((placed) => articleCard(source, placed)), issueCard(source)]
  return {
    hash: hashOf(JSON.stringify([digest, bookDesign]), files),
    digest,
    files,
    ...(language === issue.languages[0] && { elsewhere: elsewhereIn(issue, publication) }),
    texts: feedTexts(source, images),
    cards,
  }
}

/** Renders an issue in each language that it is written in. */
export const buildEditions = (source: Omit<Source, 'language'>): Promise<Edition[]> =>
  Promise.all(source.issue.languages.map((language) => buildEdition({ ...source, language })))

const hashOf = (digest: string, files: SiteFile[]): string => {
  const hash = createHash('sha256').update(digest)
  for (const { path, body } of files) hash.update(`\0${path}\0`).update(body)
  return hash.digest('hex')
}
