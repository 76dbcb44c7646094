import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { typeset } from '../../web/typeset.ts'
import type { SiteFile, Source } from '../model/edition.ts'
import { hasPage } from '../model/has-page.ts'
import { nameOfIssue } from '../model/issue-name.ts'
import { elsewhereIn } from '../model/languages-lacking.ts'
import { numberedArticles } from '../model/numbered-articles.ts'
import { archivePath, inEach, issuePath, stubPath } from '../model/paths.ts'
import { pageFile } from '../model/site-file.ts'

/**
 * Pages at the addresses that an issue would have in those of the publication's languages that it lacks: each says so, and
 * leads to the languages that have it. The edition in the issue's first language brings them.
 */
export const elsewherePages = (source: Source): SiteFile[] => {
  const { issue, publication, language } = source
  if (language !== issue.languages[0]) return []
  return elsewhereIn(issue, publication).flatMap((lacking) => [
    ...numberedArticles(issue)
      .filter(hasPage)
      .map(({ article }) =>
        elsewherePage(source, lacking, {
          titles: (one) => article.texts[one]!.title,
          paths: (one) => stubPath(one, issue.id, article.slug),
        }),
      ),
    elsewherePage(source, lacking, {
      titles: (one) => {
        const { title, whole } = nameOfIssue({ ...source, language: one })
        return title ?? whole
      },
      paths: (one) => issuePath(one, issue.id),
    }),
  ])
}

type Wanted = { titles: (language: Language) => string; paths: (language: Language) => string }

const elsewherePage = (
  { issue, publication, siteUrl }: Source,
  language: Language,
  { titles, paths }: Wanted,
): SiteFile => {
  const { elsewhere, elsewhereText, archive } = wordsOf(language).site
  const link = (one: Language) =>
    html`<li><a href="${paths(one)}" hreflang="${one}" lang="${one}">${typeset(titles(one), one)}</a> <span class="note" lang="${one}">${typeset(wordsOf(one).name, language)}</span></li>`
  const content: Html = pageShell({
    publication,
    siteUrl,
    language,
    title: elsewhere,
    alternates: inEach(issue.languages, paths),
    main: html`<h1>${elsewhere}</h1>
<p>${elsewhereText}</p>
<ul>${issue.languages.map(link)}</ul>
<p><a class="go" href="${archivePath(language)}">${archive}</a></p>`,
  })
  return pageFile(paths(language), content)
}
