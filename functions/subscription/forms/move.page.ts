import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { addressRow, maskedAddress, rowsOf } from './address.page.ts'
import { describedBy, type Problems, problemNote, problemSummary, problemTitle } from './field.page.ts'
import type { Site } from './form-request.ts'
import { messagePage, tokenForm } from './message.page.ts'
import { webmailButton } from './webmail.page.ts'

/** Where the form for another address is posted to; the link that is mailed there. */
export const addressPath = '/preferences/address'
export const movePath = '/preferences/move'

type FormProps = { language: Language; token: string; problems?: Problems; typed?: string | undefined }

/** A field for another address, with a button: nothing changes before a link is followed that is mailed there. */
export const addressForm = ({ language, token, problems = {}, typed }: FormProps): Html => {
  const words = wordsOf(language).forms.move
  return html`<p id="address-note">${words.text}</p>
<form class="form quiet" method="post" action="${addressPath}" novalidate><input type="hidden" name="token" value="${token}"><input type="hidden" name="language" value="${language}">
<div class="field"><label for="address">${words.address}</label>
<input id="address" name="address" type="email" inputmode="email" autocomplete="email" spellcheck="false" dir="ltr" required maxlength="254" value="${typed ?? ''}"${describedBy('address', problems, 'address-note')}>
${problemNote('address', problems)}</div>
<p><button class="button" type="submit">${words.submit}</button></p></form>\n`
}

/** The same as a page of its own, where something is wrong with the address. */
export const addressPage = (site: Site, email: string, props: FormProps & { problems: Problems }): Html => {
  const { language, problems } = props
  const { title } = wordsOf(language).forms.move
  return pageShell({
    ...site,
    language,
    title: problemTitle(title, problems, language),
    main: html`<h1>${title}</h1>
${problemSummary(problems, language)}
${maskedAddress(email, language)}
${addressForm(props)}`,
  })
}

/**
 * Answers every address alike.
 * @param address as the reader typed it, so that a slip is seen at once
 * @param token by which it can be typed again
 */
export const checkNewInboxPage = (site: Site, language: Language, address: string, token: string): Html => {
  const { move, checkInbox } = wordsOf(language).forms
  return messagePage(site, language, {
    title: move.askedTitle,
    text: move.askedText,
    more: html`${rowsOf([addressRow(address, language)])}
${webmailButton(site, language, address)}<p><a href="${addressPath}?token=${token}&amp;language=${language}">${checkInbox.wrong}</a></p>`,
  })
}

/** Shows the owner of the new inbox what a press of the button does. */
export const movePage = (site: Site, language: Language, email: string, token: string): Html => {
  const { confirmTitle, confirmText, confirmSubmit } = wordsOf(language).forms.move
  return messagePage(site, language, {
    title: confirmTitle,
    text: confirmText(site.publication.names[language]!),
    more: html`${maskedAddress(email, language)}
${tokenForm(movePath, token, language, confirmSubmit)}`,
  })
}

export const movedPage = (
  site: Site,
  language: Language,
  { email, preferencesUrl }: { email: string; preferencesUrl: string },
): Html => {
  const { move, preferences } = wordsOf(language).forms
  return messagePage(site, language, {
    title: move.doneTitle,
    text: move.doneText(site.publication.names[language]!),
    more: html`${maskedAddress(email, language)}<p><a href="${preferencesUrl}">${preferences.manage}</a></p>`,
  })
}

/** Why nobody moves by this link: the address cannot be had, or the link has ended. */
export const notMovedPage = (site: Site, language: Language, why: 'taken' | 'gone'): Html => {
  const { takenTitle, takenText, goneTitle, goneText } = wordsOf(language).forms.move
  const [title, text] = why === 'taken' ? [takenTitle, takenText] : [goneTitle, goneText]
  return messagePage(site, language, { title, text })
}
