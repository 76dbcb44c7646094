import { html } from '../../web/html.ts'
import { refusedPage } from '../frame/refused.page.ts'
import { consolePath } from '../settings.ts'
import type { Answerer } from '../visit.ts'
import { stateMark, whenOf } from './account.page.ts'

/** GET /admin/sends: all of them, the latest first. */
export const sendsPage: Answerer = async (visit) => {
  const { words, format, call } = visit
  const reply = await call('GET /api/sends')
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const { sends, unreadable = [] } = reply.value
  const row = (status: (typeof sends)[number]) => {
    const { send, state, audience } = status
    const kind = send.test ? words.sends.test : send.series ? words.sends.series : ''
    return html`<tr><td><a href="${consolePath}/sends/${send.id}">${send.id}</a>${kind && html`<small>${kind}</small>`}</td><td>${stateMark(state, words)}</td><td>${whenOf(status, visit)}</td><td class="number">${format.number(audience.candidates)}</td><td class="number">${format.number(audience.accepted)}</td></tr>`
  }
  const texts = words.sends
  const main = html`<h1>${texts.title}</h1>
${unreadable.length > 0 && html`<div class="problems"><p>${texts.unreadable} ${unreadable.map(({ id }) => id).join(words.comma)}</p></div>`}
${
  sends.length === 0
    ? html`<p>${texts.none}</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.title}"><table><thead><tr><th scope="col">${texts.send}</th><th scope="col">${texts.state}</th><th scope="col">${texts.when}</th><th scope="col" class="number">${texts.readers}</th><th scope="col" class="number">${texts.accepted}</th></tr></thead><tbody>${sends.map(row)}</tbody></table></div>`
}`
  return { title: texts.title, main }
}
