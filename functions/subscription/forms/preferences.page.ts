import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import type { Subscriber } from '../states/subscriber.ts'
import { maskedAddress } from './address.page.ts'
import { choiceFields } from './choices.page.ts'
import { type Problems, problemSummary, problemTitle } from './field.page.ts'
import type { Site } from './form-request.ts'
import { messagePage, signUpLink, tokenForm } from './message.page.ts'
import { moreFields } from './more-choices.page.ts'
import { addressForm } from './move.page.ts'
import { pauseNote, pauseSection, type ShownPause } from './pause.page.ts'
import type { ShownChoice } from './shown-choice.ts'
import { yourDataParts } from './your-data.page.ts'

export type PreferencesPageProps = {
  site: Site
  language: Language
  reader: Subscriber
  chosen: ShownChoice
  problems?: Problems
  pause: ShownPause
  /** Whether the link was in an issue. */
  fromIssue: boolean
  /** What has just been done. */
  note?: string | undefined
  tokens: { preferences: string; unsubscribe: string }
}

/** The reader's preferences, ready to change, with buttons to pause and to unsubscribe. */
export const preferencesPage = (props: PreferencesPageProps): Html => {
  const { site, language, reader, chosen, problems = {}, pause, note, tokens, fromIssue } = props
  const choices = { publication: site.publication, language, chosen, problems }
  const { preferences: words, unsubscribe, yourData, move } = wordsOf(language).forms
  return pageShell({
    ...site,
    language,
    title: problemTitle(words.title, problems, language),
    main: html`<h1>${words.title}</h1>
${[note, pause.until && pauseNote(pause.until, language, pause.zone)].map(
  (said) => said && html`<p class="note" role="status">${said}</p>\n`,
)}${problemSummary(problems, language)}
${maskedAddress(reader.email, language)}
<form class="form" method="post" action="/preferences"><input type="hidden" name="token" value="${tokens.preferences}">
${choiceFields(choices)}${moreFields(choices)}
<p><button class="button" type="submit">${words.submit}</button></p></form>
${pauseSection({ language, token: tokens.preferences, pause, problems })}
<h2>${move.title}</h2>
${addressForm({ language, token: tokens.preferences })}<h2>${words.leaveTitle}</h2>
${tokenForm('/unsubscribe', tokens.unsubscribe, language, unsubscribe.submit)}
<h2>${yourData.title}</h2>
${yourDataParts({ site, language, reader, token: tokens.preferences, fromIssue })}`,
  })
}

export const preferencesEndedPage = (site: Site, language: Language): Html => {
  const { expiredTitle, expiredText } = wordsOf(language).forms.preferences
  return messagePage(site, language, { title: expiredTitle, text: expiredText, more: signUpLink(language) })
}
