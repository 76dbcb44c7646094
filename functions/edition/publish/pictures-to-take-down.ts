import { isDeepStrictEqual } from 'node:util'
import type { Issue } from '../../issue/issue.ts'
import { articleCard } from '../card/edition-cards.ts'
import { cardPath } from '../model/card.ts'
import type { EditionsTable, Pictures } from '../model/edition.table.ts'
import type { Edition, Source } from '../model/edition.ts'
import { imagesIn, imagesOf, pathsOf } from '../model/images.ts'
import { mostPictures, withinItem } from '../model/item-size.ts'
import { numberedArticles } from '../model/numbered-articles.ts'

type PicturesDeps = Pick<Source, 'publication' | 'siteUrl'> & {
  table: Pick<EditionsTable, 'pictures' | 'putPictures'>
}

/**
 * Records an issue's pictures, together with all it ever had, before any of them is written to the site.
 * @returns paths of pictures to take down: only articles that have left the issue showed them, and no current page or
 * sent mail does
 */
export const notePictures = async (
  { table, ...site }: PicturesDeps,
  issue: Issue,
  built: readonly Edition[],
): Promise<string[]> => {
  const now = picturesOf(issue, site)
  const noted = await table.pictures(issue.id)
  const ever = together(now, noted)
  const kept = { articles: withinItem(ever.articles, mostPictures), mailed: withinItem(ever.mailed) }
  if (!isDeepStrictEqual(kept, noted)) await table.putPictures(issue.id, kept)
  return picturesLeft(ever, now, built)
}

/** The pictures and cards of each article, and the pictures that mails show, or the issue's own page. */
const picturesOf = (issue: Issue, { publication, siteUrl }: Omit<PicturesDeps, 'table'>): Pictures => {
  const images = imagesOf(issue)
  const onPages = (paths: readonly (string | undefined)[]) =>
    paths.flatMap((path) => (path === undefined ? [] : pathsOf(images.of(path))))
  const inMails = (paths: readonly (string | undefined)[]) =>
    paths.flatMap((path) => (path === undefined ? [] : [images.inMail(path).src]))
  const articles = numberedArticles(issue).map((placed) => {
    const { slug, texts } = placed.article
    const paths = issue.languages.flatMap((language) => [
      ...onPages([texts[language]!.image?.path, ...imagesIn(texts[language]!.body)]),
      cardPath(articleCard({ publication, siteUrl, issue, language }, placed)),
    ])
    return { slug, paths: unique(paths) }
  })
  const own = [issue.cover, ...issue.sections].map(({ image }) => image?.path)
  const portraits = Object.values(issue.letter ?? {}).map(({ portrait }) => portrait)
  const chosen = issue.sections.flatMap(({ articles }) =>
    articles.flatMap(({ texts }) => Object.values(texts).map(({ image }) => image?.path)),
  )
  return {
    articles,
    mailed: unique([...inMails([...own, ...portraits, ...chosen]), ...onPages([...own, ...portraits])]),
  }
}

/** Adds earlier pictures after the current ones. */
const together = (now: Pictures, before: Pictures | undefined): Pictures => {
  const bySlug = Map.groupBy([...now.articles, ...(before?.articles ?? [])], ({ slug }) => slug)
  return {
    articles: [...bySlug].map(([slug, ones]) => ({
      slug,
      paths: unique(ones.flatMap(({ paths }) => paths)),
    })),
    mailed: unique([...now.mailed, ...(before?.mailed ?? [])]),
  }
}

const picturesLeft = (ever: Pictures, now: Pictures, built: readonly Edition[]): string[] => {
  const standing = new Set(now.articles.map(({ slug }) => slug))
  const shown = new Set([
    ...built.flatMap(({ files, cards }) => [...files.map(({ path }) => `/${path}`), ...cards.map(cardPath)]),
    ...ever.mailed,
  ])
  const left = ever.articles.filter(({ slug }) => !standing.has(slug)).flatMap(({ paths }) => paths)
  return unique(left).filter((path) => !shown.has(path))
}

const unique = (paths: string[]): string[] => [...new Set(paths)]
