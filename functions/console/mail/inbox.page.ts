import type { PreviewAnswer } from '../../api/answers/previews.ts'
import { type Html, html } from '../../web/html.ts'
import type { Visit } from '../visit.ts'

type InInbox = Pick<PreviewAnswer, 'from' | 'subject' | 'preheader' | 'language' | 'bytes'>

/** A mail’s row as lists of mails show it, cut where a phone and a desktop program usually cut it, and its size. */
export const inInboxes = (mail: InInbox, visit: Visit): Html => {
  const { words, format } = visit
  const { from, subject, preheader, language } = mail
  const own = html` lang="${language}" dir="auto"`
  const sender = html`<b${own}>${from.name}</b>`
  const about = html`<span class="subject"${own}>${subject}</span>`
  const beside = html`<span class="preheader"${own}>${preheader}</span>`
  const time = html`<time>${format.clock(visit.now)}</time>`
  const texts = words.mail
  return html`<div class="inbox"><div class="phone" role="group" aria-label="${texts.onPhone}">${sender}${time}${about}${beside}</div>
<div>${sizeOfMail(mail.bytes, visit)}</div>
<div class="scroll" tabindex="0" role="region" aria-label="${texts.onDesktop}"><div class="desktop">${sender}<span class="line">${about} – ${beside}</span>${time}</div></div></div>`
}

/** Gmail shows no more of a mail’s HTML than this, and a link to the rest (bytes). */
const gmailClipsAt = 102_000

/** How large a mail is, beside where Gmail cuts. */
const sizeOfMail = (bytes: number, { words, format }: Pick<Visit, 'words' | 'format'>): Html => {
  const share = Math.min(1, bytes / gmailClipsAt)
  const isCut = bytes > gmailClipsAt
  return html`<div class="bar small" aria-hidden="true"><svg viewBox="0 0 100 1" preserveAspectRatio="none"><rect class="rail" width="100" height="1"/><rect class="${isCut ? 'failed' : 'accepted'}" width="${(share * 100).toFixed(2)}" height="1"/></svg></div>
<p class="quietly">${(isCut ? words.mail.cut : words.mail.whole)(format.kilobytes(bytes), format.kilobytes(gmailClipsAt))}</p>`
}
