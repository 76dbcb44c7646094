import type { Language } from '../../publication/language.ts'
import { dayInWords } from '../../publication/words/date.ts'
import { wordsOf } from '../../publication/words.ts'
import type { Html } from '../../web/html.ts'
import type { Site } from './form-request.ts'
import { messagePage, signUpLink } from './message.page.ts'

/**
 * Answers a link in a mail of before: its reader was erased, and may come back.
 * @param at when, ISO 8601
 */
export const erasedPage = (site: Site, language: Language, at: string): Html => {
  const { doneTitle, gone } = wordsOf(language).forms.erase
  const day = dayInWords(at, language, site.publication.timeZone)
  return messagePage(site, language, { title: doneTitle, text: gone(day), more: signUpLink(language) })
}
