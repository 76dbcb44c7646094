import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { choiceFields } from './choices.page.ts'
import { type Problems, problemSummary, problemTitle } from './field.page.ts'
import { messagePage, signUpLink, tokenForm } from './message.page.ts'
import { moreFields } from './more-choices.page.ts'
import type { Site } from './request.ts'
import type { ShownChoice } from './shown-choice.ts'

export type PreferencesPageProps = {
  site: Site
  language: Language
  chosen: ShownChoice
  problems?: Problems
  saved?: boolean
  tokens: { preferences: string; unsubscribe: string }
}

/** The reader's preferences, ready to change, and a button to unsubscribe. */
export const preferencesPage = (props: PreferencesPageProps): Html => {
  const { site, language, chosen, problems = {}, saved, tokens } = props
  const choices = { publication: site.publication, language, chosen, problems }
  const { preferences: words, unsubscribe } = wordsOf(language).forms
  return pageShell({
    ...site,
    language,
    title: problemTitle(words.title, problems, language),
    main: html`<h1>${words.title}</h1>
${saved && html`<p class="note" role="status">${words.saved}</p>`}
${problemSummary(problems, language)}
<form class="form" method="post" action="/preferences"><input type="hidden" name="token" value="${tokens.preferences}">
${choiceFields(choices)}${moreFields(choices)}
<p><button class="button" type="submit">${words.submit}</button></p></form>
<h2>${words.leaveTitle}</h2>
${tokenForm('/unsubscribe', tokens.unsubscribe, language, unsubscribe.submit)}`,
  })
}

export const preferencesEndedPage = (site: Site, language: Language): Html => {
  const { expiredTitle, expiredText } = wordsOf(language).forms.preferences
  return messagePage(site, language, { title: expiredTitle, text: expiredText, more: signUpLink(language) })
}
