import type { Source } from '../../functions/edition/model/edition.ts'
import { nameOfIssue } from '../../functions/edition/model/issue-name.ts'
import { numberedArticles } from '../../functions/edition/model/numbered-articles.ts'
import { shortPath } from '../../functions/edition/model/printed-addresses.ts'
import { defined } from '../../functions/runtime/defined.ts'

/** What one QR code of an issue leads to. `file`: its name, which an editor places in the layout by the page's number */
export type PrintedCode = { file: string; address: string; title: string; page?: number }

type Printed = Omit<Source, 'language'>

/** The language that the magazine is printed in: the first of the publication's that the issue has. */
export const printedLanguage = ({ issue, publication }: Printed): string =>
  publication.languages.find((language) => issue.languages.includes(language)) ?? issue.languages[0]!

/** The codes of an issue, its own first, then its articles' in printed order. */
export const printedCodes = (printed: Printed): PrintedCode[] => {
  const source: Source = { ...printed, language: printedLanguage(printed) }
  const { issue, siteUrl, language } = source
  const codeOf = (locator: string | undefined, title: string): PrintedCode => ({
    file: `${issue.id}${locator === undefined ? '' : `-${locator}`}.svg`,
    address: siteUrl + shortPath(source, locator),
    title,
  })
  return [
    codeOf(undefined, nameOfIssue(source).whole),
    ...numberedArticles(issue).map(({ locator, article: { page, texts } }) => ({
      ...codeOf(locator, texts[language]!.title),
      ...defined({ page }),
    })),
  ]
}
