import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { readAddress } from '../states/address.ts'
import type { Site } from './form-request.ts'
import { webmailOf } from './webmail.ts'

/** A button to the inbox at a large provider, where the page's mail is searched for; nothing for other addresses. */
export const webmailButton = ({ publication }: Site, language: Language, typed: string): Html => {
  const read = readAddress(typed)
  const webmail =
    read.outcome === 'read' ? webmailOf(read.address, publication.sender.address, language) : undefined
  const { open } = wordsOf(language).forms.checkInbox
  return html`${webmail && html`<p><a class="button" href="${webmail.url}" rel="noreferrer">${open(webmail.name)}</a></p>\n`}`
}
