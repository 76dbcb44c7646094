import type { DigestArticle, DigestProps, DigestSection } from '../../../emails/digest-props.ts'
import { type Slots, slot } from '../../../emails/slots.ts'
import type { Article, Section } from '../../issue/issue.ts'
import { inOneLine } from '../../publication/in-one-line.ts'
import type { Localized } from '../../publication/language.ts'
import { numberIn } from '../../publication/words/number.ts'
import { wordsOf } from '../../publication/words.ts'
import { defined } from '../../runtime/defined.ts'
import type { DigestSlot } from '../model/digest.ts'
import type { Source } from '../model/edition.ts'
import type { Images } from '../model/images.ts'
import { firstTitle, whenOf } from '../model/issue-name.ts'
import { issuePath, stubPath } from '../model/paths.ts'
import { sectionAnchor, sectionName } from '../model/section-name.ts'
import { bySubsection } from '../model/subsections.ts'
import { subjectOf } from './subject.ts'

/** The props of an edition's digest. */
export const digestProps = (source: Source, images: Images): DigestProps => {
  const { issue, publication, language, siteUrl } = source
  const { digest, forms, site } = wordsOf(language)
  const { greeting } = publication
  const { title, number, cover } = issue
  const name = publication.names[language]!
  // An issue with the title of its first article would show it twice in a row.
  const heading = title?.[language] === firstTitle(issue, language) ? undefined : title?.[language]
  const lines = [...(heading ? [heading] : []), ...(cover.lines[language] ?? [])]
  const period = whenOf(issue, language)
  const edition = inOneLine([number !== undefined && site.issue(number), period], language)
  return {
    language,
    brand: publication.brand,
    subject: subjectOf(source),
    preheader: digest.inside,
    name,
    tagline: publication.taglines[language]!,
    ...(number !== undefined && { number: numberIn(language)(number) }),
    ...(period && { period }),
    ...(edition && { edition }),
    issueUrl: siteUrl + issuePath(language, issue.id),
    ...(cover.image && { cover: imageOf(cover.image, source, images) }),
    coverLines: lines,
    ...(greeting && { greeting: greeting.texts[language]!.replace('{name}', slot('name')) }),
    notes: { welcome: digest.welcome(name), test: digest.test, correction: slot('correction') },
    sections: issue.sections.flatMap((section, at) =>
      section.articles.length > 0 ? [sectionOf(section, at, source, images)] : [],
    ),
    ...(publication.ratings && { rating: { ...forms.rating, url: slot('rating') } }),
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
  ...(publication.greeting && { name: { otherwise: publication.greeting.fallback[language] } }),
})

const imageOf = (image: { path: string; alt: Localized }, source: Source, images: Images) => {
  const { src, width, height } = images.inMail(image.path)
  return { src: source.siteUrl + src, width, height, alt: image.alt[source.language] ?? '' }
}

const sectionOf = (section: Section, at: number, source: Source, images: Images): DigestSection => {
  const { topic, image } = section
  const { issue, language, siteUrl } = source
  return {
    ...defined({ topic }),
    name: sectionName(section, source),
    url: `${siteUrl}${issuePath(language, issue.id)}#${sectionAnchor(section, at)}`,
    ...(image && { image: imageOf(image, source, images) }),
    groups: bySubsection(section).map(({ heading, articles }) => ({
      ...(heading && { heading: heading[language]! }),
      articles: articles.map((article) => articleOf(article, source)),
    })),
  }
}

const articleOf = (
  { slug, kind, page, texts }: Article,
  { issue, language, siteUrl }: Source,
): DigestArticle => {
  const words = wordsOf(language).site
  const { title, kicker, summary, readingMinutes } = texts[language]!
  const meta = inOneLine(
    [page !== undefined && words.page(page), kind === 'full' && words.minutes(readingMinutes)],
    language,
  )
  return {
    kind,
    ...defined({ kicker, title, summary }),
    url: siteUrl + stubPath(language, issue.id, slug),
    ...(meta && { meta }),
  }
}
