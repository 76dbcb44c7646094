import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import type { Html } from '../../web/html.ts'
import { messagePage, signUpLink, tokenForm } from './message.page.ts'
import type { Site } from './request.ts'

/** Asks for the press of a button; following the link alone does not unsubscribe. */
export const unsubscribePage = (site: Site, language: Language, token: string): Html => {
  const { title, text, submit } = wordsOf(language).forms.unsubscribe
  return messagePage(site, language, {
    title,
    text: text(site.publication.names[language]!),
    more: tokenForm('/unsubscribe', token, language, submit),
  })
}

/** Confirms that the reader is unsubscribed, with a way back. */
export const unsubscribedPage = (site: Site, language: Language): Html => {
  const { doneTitle, doneText, back } = wordsOf(language).forms.unsubscribe
  return messagePage(site, language, {
    title: doneTitle,
    text: doneText(site.publication.names[language]!),
    more: signUpLink(language, back),
  })
}

export const notSubscribedPage = (site: Site, language: Language): Html => {
  const { notTitle, notText } = wordsOf(language).forms.unsubscribe
  return messagePage(site, language, {
    title: notTitle,
    text: notText(site.publication.names[language]!),
    more: signUpLink(language),
  })
}
