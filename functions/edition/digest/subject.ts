import { wordsOf } from '../../publication/words.ts'
import type { Source } from '../model/edition.ts'
import { firstTitle } from '../model/issue-name.ts'

/** An issue's subject in one line: its first cover line, else its title, else its first article's title. */
const mainLine = ({ issue, publication, language }: Source): string =>
  issue.cover.lines[language]?.[0] ??
  issue.title?.[language] ??
  firstTitle(issue, language) ??
  publication.taglines[language]!

/** The subject names the issue first; advertising is labelled at the very start (MII Order 38, Art. 13). */
export const subjectOf = (source: Source): string => {
  const { issue, publication, language } = source
  const words = wordsOf(language).digest
  const subject = words.subject(publication.names[language]!, issue.number, mainLine(source))
  return issue.advertising ? words.advertising(subject) : subject
}
