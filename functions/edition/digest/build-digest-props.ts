import type {
  DigestArticle,
  DigestLead,
  DigestLetter,
  DigestProps,
  DigestSection,
  MailImage,
} from '../../../emails/digest-props.ts'
import { type Slots, slot } from '../../../emails/slots.ts'
import type { Article, Letter, Section } from '../../issue/issue.ts'
import { briefText } from '../../issue/leads-to.ts'
import { hostName } from '../../publication/host-name.ts'
import { inOneLine } from '../../publication/in-one-line.ts'
import type { Localized } from '../../publication/language.ts'
import { numberIn } from '../../publication/words/number.ts'
import { wordsOf } from '../../publication/words.ts'
import { defined } from '../../runtime/defined.ts'
import type { DigestSlot } from '../model/digest.ts'
import type { Source } from '../model/edition.ts'
import type { Images } from '../model/images.ts'
import { whenOf } from '../model/issue-name.ts'
import { openingOf } from '../model/lead-opening.ts'
import { artwork, leadPicture } from '../model/lead-picture.ts'
import { issuePath, stubPath } from '../model/paths.ts'
import { beginsLike, withoutHeadlines } from '../model/says-the-same.ts'
import { sectionAnchor, sectionName, sectionTagline } from '../model/section-name.ts'
import { bySubsection } from '../model/subsections.ts'
import { leadOf, tierOf } from '../model/tiers.ts'
import { endingOf } from './digest-ending.ts'
import { letterRuns } from './letter-runs.ts'
import { preheaderOf, subjectOf, teasersOf } from './subject-and-preheader.ts'

/** The props of an edition's digest. */
export const digestProps = (source: Source, images: Images): DigestProps => {
  const { issue, publication, language, siteUrl } = source
  const { digest, forms, site } = wordsOf(language)
  const { greeting } = publication
  const { title, number, cover } = issue
  const lead = leadOf(issue)
  const name = publication.names[language]!
  // What a headline of the issue says is not said before it as well.
  const [heading] = withoutHeadlines(title ? [title[language]!] : [], issue, language)
  const period = whenOf(issue, language)
  const subject = subjectOf(source)
  const edition = inOneLine([number !== undefined && site.issue(number), period], language)
  return {
    language,
    brand: publication.brand,
    subject,
    preheader: preheaderOf(source),
    teasers: teasersOf(source),
    name,
    tagline: publication.taglines[language]!,
    ...(number !== undefined && { number: numberIn(language)(number) }),
    ...(period && { period }),
    ...(edition && { edition }),
    issueUrl: siteUrl + issuePath(language, issue.id),
    ...(cover.image && { cover: imageOf(cover.image, source, images) }),
    ...defined({ heading }),
    coverLines: withoutHeadlines(cover.lines[language] ?? [], issue, language),
    ...(lead && { lead: leadIn(lead, source, images) }),
    ...(greeting && { greeting: greeting.texts[language]!.replace('{name}', slot('name')) }),
    ...(issue.letter?.[language] && { letter: letterIn(issue.letter[language], source, images) }),
    ...overviewOf(source),
    notes: { welcome: digest.welcome(name), test: digest.test, correction: slot('correction') },
    sections: issue.sections.flatMap((section, at) => {
      const articles = section.articles.filter((article) => article !== lead?.article)
      return articles.length > 0 ? [sectionOf({ ...section, articles }, at, source, images)] : []
    }),
    ...(publication.ratings && { rating: { ...forms.rating, url: slot('rating') } }),
    ending: endingOf(source, subject),
    links: { unsubscribe: slot('unsubscribe'), preferences: slot('preferences') },
    ...(publication.tracking.clicks && { clicksAreTracked: true }),
    publisher: publication.publisher[language]!,
    postalAddress: publication.postalAddress[language]!,
    words: { ...digest, why: digest.why(name) },
  }
}

/** The slots of a digest. A reader without a name gets the greeting's fallback, a correction without a note the catalogue's. */
export const digestSlots = ({ publication, language }: Source): Slots<DigestSlot> => ({
  unsubscribe: {},
  preferences: {},
  correction: { otherwise: wordsOf(language).digest.correction },
  ...(publication.ratings && { rating: {} }),
  ...(publication.cadence && { next: {} }),
  ...(publication.greeting && { name: { otherwise: publication.greeting.fallback[language] } }),
})

/** Fewer pieces are seen without being counted. */
const fewestCounted = 8

const overviewOf = (source: Source): Pick<DigestProps, 'overview'> => {
  const { issue, language, siteUrl } = source
  const filled = [...issue.sections.entries()].filter(([, { articles }]) => articles.length > 0)
  const all = filled.flatMap(([, { articles }]) => articles)
  if (all.length < fewestCounted || filled.length < 2) return {}
  const { digest, site } = wordsOf(language)
  const minutes = all.reduce(
    (sum, { kind, texts }) => sum + (kind === 'full' ? texts[language]!.readingMinutes : 0),
    0,
  )
  const isForAll = filled.every(([, { topic }]) => topic === undefined)
  const whole = inOneLine([digest.pieces(all.length), minutes > 0 && site.minutes(minutes)], language)
  const sections = filled.slice(0, mostListed).map(([at, section]) => ({
    ...defined({ topic: section.topic }),
    name: sectionName(section, source),
    count: numberIn(language)(section.articles.length),
    url: `${siteUrl}${issuePath(language, issue.id)}#${sectionAnchor(section, at)}`,
  }))
  return { overview: { ...(isForAll && { whole }), sections } }
}

/** Sections in that list: more would be a page of their own. */
const mostListed = 12

const letterIn = ({ body, name, role, portrait }: Letter, source: Source, images: Images): DigestLetter => ({
  paragraphs: letterRuns(body),
  name,
  ...defined({ role }),
  // The name stands beside it.
  ...(portrait && { portrait: pictureOf({ path: portrait, alt: '' }, source, images) }),
})

const imageOf = (image: { path: string; alt: Localized }, source: Source, images: Images): MailImage =>
  pictureOf({ path: image.path, alt: image.alt[source.language] ?? '' }, source, images)

const pictureOf = (
  { path, alt }: { path: string; alt: string },
  { siteUrl }: Source,
  images: Images,
): MailImage => {
  const { src, width, height } = images.inMail(path)
  return { src: siteUrl + src, width, height, alt }
}

const sectionOf = (section: Section, at: number, source: Source, images: Images): DigestSection => {
  const { topic, image } = section
  const { issue, language, siteUrl } = source
  return {
    ...defined({ topic, tagline: sectionTagline(section, source) }),
    name: sectionName(section, source),
    url: `${siteUrl}${issuePath(language, issue.id)}#${sectionAnchor(section, at)}`,
    ...(image && { image: imageOf(image, source, images) }),
    groups: bySubsection(section).map(({ heading, articles }) => ({
      ...(heading && { heading: heading[language]! }),
      articles: articles.map((article) => articleOf(article, source, images)),
    })),
  }
}

const articleOf = (article: Article, source: Source, images: Images): DigestArticle => {
  const kind = tierOf(article)
  const { image } = article.texts[source.language]!
  return {
    kind,
    ...pieceOf(article, source),
    ...(kind === 'feature' && image && { image: pictureOf(image, source, images) }),
  }
}

const leadIn = (
  { article, section }: { article: Article; section: Section },
  source: Source,
  images: Images,
): DigestLead => {
  const text = article.texts[source.language]!
  const image = leadPicture(source.issue, text)
  const opening = openingOf(text)
  const { summary, ...piece } = pieceOf(article, source)
  const { topic } = section
  return {
    ...defined({ topic, opening }),
    section: sectionName(section, source),
    ...piece,
    // A text that begins with its summary is not begun twice.
    ...(summary && !beginsLike(opening ?? '', summary) && { summary }),
    ...(image && { image: pictureOf(image, source, images) }),
    ...(image?.path === artwork && { isArtwork: true }),
  }
}

/** What every tier shows of an article. */
const pieceOf = (
  { slug, kind, page, texts, leadsTo }: Article,
  { issue, language, siteUrl }: Source,
): Omit<DigestArticle, 'kind' | 'image'> => {
  const words = wordsOf(language).site
  const { title, kicker, author, readingMinutes, ...text } = texts[language]!
  const outside = leadsTo?.[language]
  const summary = outside ? briefText(texts[language]!) : text.summary
  const meta = inOneLine(
    [
      author !== undefined && words.by(author),
      page !== undefined && words.page(page),
      kind === 'full' && !outside && words.minutes(readingMinutes),
    ],
    language,
  )
  return {
    ...defined({ kicker, title, summary }),
    url: outside ?? siteUrl + stubPath(language, issue.id, slug),
    ...(outside && { host: hostName(outside) }),
    ...(meta && { meta }),
  }
}
