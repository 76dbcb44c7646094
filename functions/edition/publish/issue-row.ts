import type { Article, Issue, Section } from '../../issue/issue.ts'
import { briefText } from '../../issue/leads-to.ts'
import { sha256 } from '../../issue/manifest.ts'
import { plainText } from '../../issue/plain-text.ts'
import { wordsIn } from '../../issue/reading-time.ts'
import type { Language } from '../../publication/language.ts'
import { defined } from '../../runtime/defined.ts'
import { most as mostOnFront } from '../lists/front-articles.page.ts'
import { articlePicture } from '../model/article-picture.ts'
import type { ListedArticle, PublishedIssue } from '../model/edition.table.ts'
import type { Edition } from '../model/edition.ts'
import { errataOf } from '../model/errata.ts'
import { type Images, imagesOf } from '../model/images.ts'
import { mostListed, withinItem } from '../model/item-size.ts'
import { keyOf, textsPath } from '../model/paths.ts'
import { isShort } from '../model/printed-addresses.ts'
import { leadOf, tierOf } from '../model/tiers.ts'

/**
 * An issue's row in the table.
 * @param before its current row; if no edition has changed, the time of publishing stays the same
 * @param now Unix ms
 */
export const rowOf = (
  issue: Issue,
  built: Edition[],
  before: PublishedIssue | undefined,
  now: number,
): PublishedIssue => {
  const editions = Object.fromEntries(built.map(({ hash, digest }) => [digest.language, hash]))
  const same = before && Object.entries(editions).every(([key, hash]) => before.editions[key] === hash)
  const { id, number, title, period, release, date, cover, sections } = issue
  const languages = Object.keys(editions)
  const errata = withinItem(errataOf(issue))
  const aliases = withinItem(issue.aliases.map(({ path }) => path))
  const elsewhere = built.flatMap((edition) => edition.elsewhere ?? [])
  // Those of before are printed: they lead to its pages as long as these are there, and go with them.
  const shorts = withinItem([...new Set([...shortsIn(built), ...(before?.shorts ?? [])])])
  return {
    id,
    ...defined({ number, title, period, release, date }),
    editions,
    topics: built[0]?.digest.topics ?? [],
    ...(sections.some(isForEverybody) && { forEverybody: true as const }),
    coverLines: cover.lines,
    publishedAt: same ? before.publishedAt : new Date(now).toISOString(),
    ...(!release && !date && firstPublished(before, same)),
    ...(cover.image && { cover: imagesOf(issue).of(cover.image.path) }),
    slugs: slugsIn(issue),
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(aliases.length > 0 && { aliases }),
    ...(shorts.length > 0 && { shorts }),
    texts: textsIn(built),
    ...(errata.length > 0 && { errata }),
    articles: Object.fromEntries(
      languages.map((language) => [language, listed(issue, language, mostListed / languages.length)]),
    ),
  }
}

/** Keeps an issue without a date in its place among the others when it is corrected. */
const firstPublished = (before: PublishedIssue | undefined, same: boolean | undefined) => {
  const at = before?.firstPublishedAt ?? (same ? undefined : before?.publishedAt)
  return at && { firstPublishedAt: at }
}

const isForEverybody = ({ topic, articles }: Section): boolean => topic === undefined && articles.length > 0

const shortsIn = (built: Edition[]): string[] => {
  const keys = built.flatMap(({ files }) => files.map(({ path }) => path).filter(isShort))
  return [...new Set(keys)].map((key) => `/${key.replace(/index\.html$/, '')}`)
}

const textsIn = (built: Edition[]): Record<Language, number> =>
  Object.fromEntries(
    built.flatMap(({ digest: { language, issue }, files }) => {
      const file = files.find(({ path }) => path === keyOf(textsPath(language, issue)))
      return file ? [[language, file.body.length]] : []
    }),
  )

/** The addresses of an issue's stubs. */
const slugsIn = ({ sections }: Issue): string[] =>
  withinItem(
    sections
      .flatMap(({ articles }) => articles)
      .filter(({ leadsTo }) => !leadsTo)
      .map(({ slug }) => slug),
  )

/**
 * The articles as lists show them, in at most `most` bytes. In a very large issue, later articles keep only their
 * titles; of thousands, the last are left out.
 */
const listed = (issue: Issue, language: Language, most: number): ListedArticle[] => {
  const lead = leadOf(issue)?.article
  const images = imagesOf(issue)
  const all = issue.sections.flatMap((section) =>
    section.articles.map((article) => ({
      ...listedArticle(article, section, language),
      ...shownAs(article, article === lead, articlePicture(issue, article.texts[language]!), images),
    })),
  )
  const whole = asOnFront(all)
  const sizes = whole.map(sizeOf)
  const fits = sizes.reduce((sum, size) => sum + size, 0) <= most
  if (fits) return whole
  const found: ListedArticle[] = []
  let bytes = 0
  for (const [at, article] of whole.entries()) {
    const shown = bytes + sizes[at]! <= most / 2 ? article : withoutTexts(article)
    bytes += sizeOf(shown)
    if (bytes > most) break
    found.push(shown)
  }
  return found
}

const listedArticle = (
  { slug, texts, leadsTo }: Article,
  section: Section,
  language: Language,
): ListedArticle => {
  const text = texts[language]!
  const { title, kicker, author, body } = text
  const summary = leadsTo ? briefText(text) : text.summary
  return {
    slug,
    ...defined({ url: leadsTo?.[language] }),
    title,
    ...defined({ kicker, summary, author }),
    ...(section.topic === undefined ? { section: section.title[language]! } : { topic: section.topic }),
    ...sizeAndFingerprint(plainText(body, { references: false })),
  }
}

/** How large the front page shows an article, and with which picture. */
const shownAs = (
  article: Article,
  isLead: boolean,
  picture: string | undefined,
  images: Images,
): Pick<ListedArticle, 'picture' | 'tier'> => {
  const tier = isLead ? 'lead' : tierOf(article)
  return {
    ...(picture !== undefined && { picture: images.of(picture) }),
    ...(tier !== 'brief' && { tier }),
  }
}

/** Without versions of pictures that only feeds show, which take them as they are. */
const asOnFront = (articles: ListedArticle[]): ListedArticle[] => {
  const features = new Set(articles.filter(({ tier }) => tier === 'feature').slice(0, mostOnFront.features))
  return articles.map((article) => {
    const { picture, tier } = article
    if (!picture?.narrower || tier === 'lead' || features.has(article)) return article
    const { narrower: _, ...whole } = picture
    return { ...article, picture: whole }
  })
}

const sizeAndFingerprint = (text: string) =>
  text === '' ? {} : { words: wordsIn(text), fingerprint: sha256(text).slice(0, 12) }

const withoutTexts = ({ slug, url, title, topic, section }: ListedArticle): ListedArticle => ({
  slug,
  ...defined({ url }),
  title,
  ...defined({ topic, section }),
})

/** Includes the attribute names, because DynamoDB counts them too. */
const sizeOf = (article: ListedArticle): number => Buffer.byteLength(JSON.stringify(article))
