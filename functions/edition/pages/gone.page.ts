import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import type { Source } from '../model/edition.ts'
import { archivePath, issuePath } from '../model/paths.ts'

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
