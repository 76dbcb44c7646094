import type { Withdrawn } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/page.ts'
import { typeset } from '../../web/typeset.ts'
import type { Source } from '../model/edition.ts'
import { timeOf } from '../model/naming.ts'
import { archivePath, inEach, issuePath, stubPath } from '../model/paths.ts'

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

/** Replaces a page that an issue no longer has. `issue`: its id, if it still exists in this language. */
export const gonePage = ({
  publication,
  siteUrl,
  language,
  issue,
}: Pick<Source, 'publication' | 'siteUrl' | 'language'> & { issue?: string }): Html => {
  const words = wordsOf(language).site
  const [to, name] = issue
    ? [issuePath(language, issue), words.toContents]
    : [archivePath(language), words.archive]
  return pageShell({
    publication,
    siteUrl,
    language,
    title: words.gone,
    main: html`<h1>${words.gone}</h1>
<p>${words.goneText}</p>
<p><a class="go" href="${to}">${name}</a></p>`,
  })
}

/** In the place of every page of an issue that was taken down whole. */
export const issueGonePage = ({
  publication,
  siteUrl,
  language,
}: Pick<Source, 'publication' | 'siteUrl' | 'language'>): Html => {
  const words = wordsOf(language).site
  return pageShell({
    publication,
    siteUrl,
    language,
    title: words.issueGone,
    main: html`<h1>${words.issueGone}</h1>
<p>${words.issueGoneText}</p>
<p><a class="go" href="${archivePath(language)}">${words.archive}</a></p>`,
  })
}

/** A text of one or several paragraphs. */
export const paragraphs = (text: string, language: Language): Html =>
  html`${text
    .trim()
    .split(/\r?\n\s*/)
    .map((one) => html`<p>${typeset(one, language)}</p>`)}`
