import { before, columnsOf } from '../../../emails/text-columns.ts'
import { inOneLine } from '../../publication/in-one-line.ts'
import { shorten, wordsWithin } from '../../publication/shorten.ts'
import { wordsOf } from '../../publication/words.ts'
import { defined } from '../../runtime/defined.ts'
import type { Source } from '../model/edition.ts'
import { whenOf } from '../model/issue-name.ts'
import { saysTheSame } from '../model/says-the-same.ts'
import { leadOf } from '../model/tiers.ts'

/** Columns that an inbox shows of a subject on most screens; an East Asian character takes two. */
const mostColumns = 60

/** What an issue is about in one line: its first cover line, else its title, else its lead’s or first headline. */
const mainLine = ({ issue, language }: Source): string | undefined => {
  const first = leadOf(issue)?.article ?? issue.sections.flatMap(({ articles }) => articles)[0]
  return issue.cover.lines[language]?.[0] ?? issue.title?.[language] ?? first?.texts[language]?.title
}

/** The number with its colon, where the publication's subjects begin with it, and what is in the issue does not. */
const numberBefore = (source: Source): string => {
  const { issue, publication, language } = source
  const line = mainLine(source)
  if (!publication.numberInSubject || issue.number === undefined || line === undefined) return ''
  const number = wordsOf(language).site.issue(issue.number)
  return new RegExp(`(?<!\\d)${issue.number}(?!\\d)`).test(line) ? '' : before(number)
}

/**
 * The subject says what is in the issue; its sender’s name, beside it in every inbox, says which publication it is.
 * Advertising is labelled at the very start (MII Order 38, Art. 13).
 */
export const subjectOf = (source: Source): string => {
  const { issue, publication, language } = source
  const words = wordsOf(language).digest
  const number = numberBefore(source)
  const label = issue.advertising ? columnsOf(words.advertising('')) : 0
  const line =
    mainLine(source) ??
    words.subject(publication.names[language]!, issue.number, publication.taglines[language]!)
  const subject = number + wordsWithin(line, mostColumns - label - columnsOf(number), language)
  return issue.advertising ? words.advertising(subject) : subject
}

/** How the preheader begins: which issue it is, else what stands in its place. Teasers follow, for who gets their sections. */
export const preheaderOf = (source: Source): string => {
  const { issue, language } = source
  const { digest, site } = wordsOf(language)
  const number = issue.number !== undefined && !numberBefore(source) && site.issue(issue.number)
  return inOneLine([number], language) || whenOf(issue, language) || digest.inside
}

/** Sections without a topic whose teasers every reader gets: more would never be seen. */
const mostTeasers = 3
const teaserColumns = 60
const summaryLength = 90

/**
 * What an inbox shows after the subject: of each section one headline that the subject has not said, else how a piece
 * is summed up. A topic’s is for its readers.
 */
export const teasersOf = (source: Source): { topic?: string; text: string }[] => {
  const { issue, language } = source
  const lead = leadOf(issue)?.article
  const subject = mainLine(source) ?? ''
  let room = mostTeasers
  return issue.sections.flatMap(({ topic, articles }) => {
    const [first] = articles
    if (!first || (topic === undefined && room-- <= 0)) return []
    const isNew = (title: string) => !saysTheSame(title, subject)
    const other = articles.find((one) => one !== lead && isNew(one.texts[language]!.title))
    const { summary } = first.texts[language]!
    const text = other
      ? wordsWithin(other.texts[language]!.title, teaserColumns, language)
      : summary && shorten(summary, summaryLength)
    return text ? [{ ...defined({ topic }), text }] : []
  })
}
