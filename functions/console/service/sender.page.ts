import type { SenderAnswer } from '../../api/answers/service.ts'
import { type Html, html } from '../../web/html.ts'
import { refusedPage } from '../frame/refused.page.ts'
import type { Answerer, Visit } from '../visit.ts'
import { senderPath, serviceTabs } from './tabs.ts'

type Checked = SenderAnswer['records'][number]

/** GET /admin/service/sender: whether mail of the sender is believed, by DNS, and what to enter there. */
export const senderPage: Answerer = async (visit) => {
  const { call, words } = visit
  const reply = await call('GET /api/sender')
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const { address, account, records } = reply.value
  const texts = words.sender
  const main = html`<h1>${words.sender.title}</h1>
${serviceTabs(visit, senderPath)}
<div class="panels">
<section class="panel"><h2>${texts.from}</h2><p class="lead">${address}</p>${overall(records, visit)}</section>
<section class="panel"><h2>${texts.account}</h2>${accountOf(account, visit)}</section>
</div>
<section class="panel"><h2>${texts.records}</h2><p>${texts.recordsText}</p>
<ul class="todo records">${records.map((record) => html`<li>${recordOf(record, visit)}</li>`)}</ul></section>`
  return { title: texts.title, main }
}

const kinds = { right: 'finished', other: 'held', missing: 'failed', unknown: 'cancelled' } as const

const overall = (records: readonly Checked[], { words, format }: Visit): Html => {
  const texts = words.sender
  const right = records.filter(({ state }) => state === 'right').length
  const isDone = right === records.length
  return html`<p class="state ${isDone ? 'finished' : 'held'}">${isDone ? texts.allRight : texts.someRight(format.number(right), format.number(records.length))}</p>`
}

const accountOf = (account: SenderAnswer['account'], { words }: Visit): Html => {
  const texts = words.sender
  if (!account) return html`<p class="quietly">${words.service.unknown}</p>`
  return html`<p class="state ${account === 'production' ? 'finished' : 'held'}">${texts.accounts[account]}</p><p class="note">${texts.inferred}</p>`
}

const recordOf = ({ kind, name, type, value, found, state }: Checked, { words }: Visit): Html => {
  const texts = words.sender
  return html`<p><strong>${texts.kinds[kind]}</strong> <span class="state ${kinds[state]}">${texts.states[state]}</span></p><p class="quietly">${texts.why[kind]}</p>
<dl class="known"><dt>${texts.name}</dt><dd>${copied(name, words)}</dd><dt>${texts.type}</dt><dd><code>${type}</code></dd><dt>${texts.value}</dt><dd>${copied(value, words)}</dd>${
    found &&
    !(found.length === 1 && found[0] === value) &&
    html`<dt>${texts.now}</dt><dd>${found.length === 0 ? texts.nothingThere : found.map((one) => html`<code>${one}</code> `)}</dd>`
  }</dl>`
}

/** A text to be copied, by a press where there is script. */
const copied = (text: string, { sender: texts }: Visit['words']): Html =>
  html`<span class="copied"><code>${text}</code><button type="button" class="plain copy" data-copy="${text}" data-done="${texts.copied}" hidden>${texts.copy}</button></span>`
