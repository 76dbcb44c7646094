import type { Withdrawn } from '../../issue/issue.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { typeset } from '../../web/typeset.ts'
import type { Source } from '../model/edition.ts'
import { timeOf } from '../model/issue-name.ts'
import { inEach, issuePath, stubPath } from '../model/paths.ts'
import { paragraphs } from './paragraphs.page.ts'

/** Replaces a withdrawn article: says that it was withdrawn, when and why. */
export const withdrawnPage = (source: Source, { slug, titles, date, reason }: Withdrawn): Html => {
  const { issue, publication, language, siteUrl } = source
  const words = wordsOf(language).site
  const said = words.withdrawnOn(titles[language]!, timeOf({ date }, language)!)
  return pageShell({
    publication,
    siteUrl,
    language,
    title: words.withdrawn,
    alternates: inEach(issue.languages, (one) => stubPath(one, issue.id, slug)),
    main: html`<h1>${words.withdrawn}</h1>
<p>${typeset(said, language)}</p>
${paragraphs(reason[language]!, language)}
<p><a class="go" href="${issuePath(language, issue.id)}">${words.toContents}</a></p>`,
  })
}
