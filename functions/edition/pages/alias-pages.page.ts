import { directionOf, forward } from '../../../emails/direction.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { typeset } from '../../web/typeset.ts'
import type { SiteFile, Source } from '../model/edition.ts'
import { nameOfIssue } from '../model/issue-name.ts'
import { numberedArticles } from '../model/numbered-articles.ts'
import { articlePath, inEach, issuePath, stubPath } from '../model/paths.ts'
import { shortPath } from '../model/printed-addresses.ts'
import { pageFile, redirectFile } from '../model/site-file.ts'

/** The pages at an edition's short addresses: the issue's and each article's. */
export const shortPages = (source: Source): SiteFile[] => {
  const { issue, language } = source
  return [
    ...numberedArticles(issue).map(({ locator, article }) =>
      shortPage(source, locator, article.texts[language]!.title, (one) =>
        articlePath(one, issue.id, article),
      ),
    ),
    shortPage(source, undefined, nameOfIssue(source).whole, (one) => issuePath(one, issue.id)),
  ]
}

/**
 * Redirects at once without a script, by a refresh after 0 seconds (HTML, "Refresh state"; WCAG technique H76), with a
 * link for readers who disabled that. Its canonical link tells search engines to index the target instead.
 */
const shortPage = (
  source: Source,
  locator: string | undefined,
  title: string,
  pathIn: (language: string) => string,
): SiteFile => pageFile(`${shortPath(source, locator)}/`, leadingPage(source, title, pathIn))

const leadingPage = (source: Source, title: string, pathIn: (language: string) => string): Html => {
  const { issue, publication, language, siteUrl } = source
  const to = pathIn(language)
  return pageShell({
    publication,
    siteUrl,
    language,
    title,
    alternates: inEach(issue.languages, pathIn),
    head: html`<meta http-equiv="refresh" content="0; url=${to}">
<link rel="canonical" href="${siteUrl}${to}">
`,
    main: html`<h1>${typeset(title, language)}</h1>
<p><a class="go" href="${to}">${wordsOf(language).site.leadsOn}&nbsp;${forward(directionOf(language))}</a></p>`,
  })
}

/** The redirects from old addresses to an edition's pages. */
export const aliasPages = (source: Source): SiteFile[] => {
  const { issue, language } = source
  const articles = [...issue.sections.flatMap((section) => section.articles), ...issue.withdrawn]
  const titles = new Map(
    articles.map((one) => [one.slug, 'texts' in one ? one.texts[language]!.title : one.titles[language]!]),
  )
  return issue.aliases
    .filter((alias) => alias.language === language)
    .map(({ path, slug }) => {
      const pathIn = (one: string) =>
        slug === undefined ? issuePath(one, issue.id) : stubPath(one, issue.id, slug)
      const title = slug === undefined ? nameOfIssue(source).whole : titles.get(slug)!
      return redirectFile(path, leadingPage(source, title, pathIn), pathIn(language))
    })
}
