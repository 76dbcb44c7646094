import type { DigestArticle, DigestProps, DigestSection } from '../../emails/digest-props.ts'
import type { Article, Section } from '../issue/issue.ts'
import { wordsOf } from '../platform/words.ts'
import type { Slot } from './digest.ts'
import type { Source } from './edition.ts'
import type { Images } from './images.ts'
import { bySubsection } from './issue.page.ts'
import { issuePath, stubPath } from './paths.ts'

/** Stand where a reader's own links will; `.invalid` is never anybody's (RFC 2606 §2). */
export const slotUrl: Record<Slot, string> = {
  unsubscribe: 'https://slot.invalid/unsubscribe',
  preferences: 'https://slot.invalid/preferences',
}

/** The subject names the issue first; advertising says so in front of everything (MII Order 38, Art. 13). */
const subjectOf = ({ issue, publication, language }: Source): string => {
  const words = wordsOf(language).digest
  const subject = words.subject(publication.names[language]!, issue.number, issue.cover.lines[language]![0]!)
  return issue.advertising ? words.advertising(subject) : subject
}

/** Says an edition in the words and addresses of its digest. */
export const digestProps = (source: Source, images: Images): DigestProps => {
  const { issue, publication, language, siteUrl } = source
  const { digest, site } = wordsOf(language)
  const name = publication.names[language]!
  const lines = issue.cover.lines[language]!
  return {
    language,
    brand: publication.brand,
    subject: subjectOf(source),
    // The subject has the first line already.
    preheader: (lines.length > 1 ? lines.slice(1) : lines).join(site.between),
    name,
    tagline: publication.taglines[language]!,
    number: String(issue.number),
    period: issue.period[language]!,
    edition: `${site.issue(issue.number)}${site.between}${issue.period[language]}`,
    issueUrl: siteUrl + issuePath(language, issue.id),
    cover: imageOf(issue.cover, source, images),
    coverLines: lines,
    sections: issue.sections
      .filter(({ articles }) => articles.length > 0)
      .map((section) => sectionOf(section, source, images)),
    links: slotUrl,
    publisher: publication.publisher[language]!,
    postalAddress: publication.postalAddress[language]!,
    words: { ...digest, why: digest.why(name) },
  }
}

const imageOf = (image: { image: string; alt: Record<string, string> }, source: Source, images: Images) => {
  const { src, width, height } = images.of(image.image)
  return { src: source.siteUrl + src, width, height, alt: image.alt[source.language]! }
}

const sectionOf = (section: Section, source: Source, images: Images): DigestSection => {
  const { topic, image } = section
  const { publication, language } = source
  return {
    id: topic,
    name: publication.topics.find(({ id }) => id === topic)!.names[language]!,
    ...(image && { image: imageOf({ image: image.path, alt: image.alt }, source, images) }),
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
  return {
    kind,
    ...(kicker && { kicker }),
    title,
    summary,
    url: siteUrl + stubPath(language, issue.id, slug),
    meta: [words.page(page), ...(kind === 'full' ? [words.minutes(readingMinutes)] : [])].join(words.between),
  }
}
