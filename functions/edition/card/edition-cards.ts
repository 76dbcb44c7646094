import { defined } from '../../runtime/defined.ts'
import type { Card } from '../model/card.ts'
import type { Source } from '../model/edition.ts'
import { nameOfIssue } from '../model/issue-name.ts'
import type { NumberedArticle } from '../model/numbered-articles.ts'
import { sectionName } from '../model/section-name.ts'

export const articleCard = (source: Source, { article, section }: NumberedArticle): Card => {
  const { publication, language } = source
  const label = sectionName(section, source)
  return {
    issue: source.issue.id,
    language,
    brand: publication.brand,
    name: publication.names[language]!,
    ...(label && { label }),
    title: article.texts[language]!.title,
    foot: nameOfIssue(source).whole,
  }
}

/** An issue's card shows its title, else its first cover line, else its name. */
export const issueCard = (source: Source): Card => {
  const { issue, publication, language } = source
  const { whole, title, name } = nameOfIssue(source)
  const line = title ?? issue.cover.lines[language]?.[0] ?? whole
  return {
    issue: issue.id,
    language,
    brand: publication.brand,
    name: publication.names[language]!,
    ...(line !== whole && line !== name && { label: whole }),
    title: line,
    ...defined({ foot: publication.taglines[language] }),
  }
}
