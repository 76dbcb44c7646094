import type { Withdrawn } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
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

type Place = Pick<Source, 'publication' | 'siteUrl' | 'language'>

/** Replaces a page that an issue no longer has. `issue`: its id, if it still exists in this language. */
export const gonePage = (place: Place & { issue?: string }): Html => {
  const { language, issue } = place
  const { gone, goneText, toContents, archive } = wordsOf(language).site
  return leadingOn(
    place,
    gone,
    goneText,
    issue ? [issuePath(language, issue), toContents] : [archivePath(language), archive],
  )
}

/** Replaces every page of an issue that was taken down whole. */
export const issueGonePage = (place: Place): Html => {
  const { issueGone, issueGoneText, archive } = wordsOf(place.language).site
  return leadingOn(place, issueGone, issueGoneText, [archivePath(place.language), archive])
}

const leadingOn = (
  { publication, siteUrl, language }: Place,
  title: string,
  text: string,
  [to, name]: [path: string, name: string],
): Html =>
  pageShell({
    publication,
    siteUrl,
    language,
    title,
    main: html`<h1>${title}</h1>
<p>${text}</p>
<p><a class="go" href="${to}">${name}</a></p>`,
  })

/** A text of one or several paragraphs. */
export const paragraphs = (text: string, language: Language): Html =>
  html`${text
    .trim()
    .split(/\r?\n\s*/)
    .map((one) => html`<p>${typeset(one, language)}</p>`)}`
