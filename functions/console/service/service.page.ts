import { mayDo, roles } from '../../access/role.ts'
import type { DeadLettersAnswer, QuotaAnswer } from '../../api/answers/service.ts'
import { type Html, html } from '../../web/html.ts'
import type { Reply } from '../calls.ts'
import { doneNotice, facts, figures } from '../frame/facts.page.ts'
import { problemsBox } from '../frame/refused.page.ts'
import { dataTable } from '../frame/table.page.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../visit.ts'
import { namedIn } from '../words/named.ts'
import { servicePath, serviceTabs } from './tabs.ts'

/** GET /admin/service: what SES lets us send, work that failed for good, and who may do what. */
export const servicePage: Answerer = async (visit) => show(visit, doneNotice(movedIn(visit)))

const show = async (visit: Visit, above: Html | false = false): Promise<Shown> => {
  const { call, words } = visit
  const [quota, lost] = await Promise.all([call('GET /api/quota'), call('GET /api/dead-letters')])
  const texts = words.service
  const main = html`<h1>${texts.title}</h1>
${serviceTabs(visit, servicePath)}${above}
<div class="panels"><section class="panel wide"><h2>${texts.mail}</h2>${mail(quota, visit)}</section></div>
<div class="panels"><section class="panel wide"><h2>${texts.lost}</h2>${lostWork(lost, visit)}</section></div>
<div class="panels"><section class="panel wide"><h2>${texts.people}</h2>${people(visit)}</section></div>`
  return { title: texts.title, main }
}

const mail = (reply: Reply<QuotaAnswer>, { words, format }: Visit): Html => {
  const texts = words.service
  if (reply.outcome === 'refused') return html`<p class="quietly">${texts.unknown}</p>`
  const { sent, max, rate, asksADay } = reply.value
  const isLimited = max >= 0
  const most = isLimited ? format.number(max) : words.overview.unlimited
  return html`${isLimited && html`<div class="bar"><svg viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label="${format.share(sent, max)}"><rect class="accepted" x="0" width="${Math.min(100, (sent / Math.max(max, 1)) * 100).toFixed(2)}" height="1"/></svg></div>`}
${figures([
  [texts.used, words.overview.quotaOf(format.number(sent), most)],
  [texts.rate, words.overview.aSecond(format.number(rate))],
  [texts.asks, format.number(asksADay)],
])}`
}

const lostWork = (reply: Reply<DeadLettersAnswer>, visit: Visit): Html => {
  const { words, format, who } = visit
  const texts = words.service
  if (reply.outcome === 'refused') return html`<p class="quietly">${texts.lostUnknown}</p>`
  const failed = reply.value.queues.filter(({ depth }) => depth > 0)
  if (failed.length === 0) return html`<p class="quietly">${texts.noLost}</p>`
  const mayRedrive = who.role !== undefined && mayDo(who.role, 'sender')
  const button = (queue: string) =>
    html`<form method="post" action="${servicePath}/redrive"><input type="hidden" name="queue" value="${queue}"><button class="button second">${texts.redrive}</button></form>`
  const rows = failed.map(({ name, depth, readers, instead }) => [
    html`${namedIn(texts.queues, name)}<small>${name}</small>`,
    format.number(depth),
    // The API tells it in English.
    html`<p lang="en">${readers}</p>${instead ? html`<p lang="en">→ ${instead}</p>` : false}${!instead && mayRedrive && button(name)}`,
  ])
  return html`<p>${texts.lostNote}</p>
${dataTable(texts.lost, [texts.queue, { number: texts.depth }, texts.hurt], rows)}
<p class="quietly">${texts.others}</p>`
}

const people = ({ words }: Visit): Html => {
  const texts = words.service
  return html`${facts(roles.map((role) => [words.roles[role], texts.roleNotes[role]]))}
<p>${texts.peopleText}</p>
<pre tabindex="0"><code>masthead admin invite ada@example.org --role editor</code></pre>`
}

/** POST /admin/service/redrive: has failed work done anew. */
export const redrive: Answerer = async (visit) => {
  const { call, fields, words } = visit
  const reply = await call('POST /api/dead-letters', { body: { queue: textOf(fields, 'queue') } })
  if (reply.outcome === 'refused') return { ...(await show(visit, problemsBox(reply, words))), status: 409 }
  const { moved, stayed, more } = reply.value
  const told = new URLSearchParams({
    moved: `${moved}`,
    ...(stayed > 0 && { stayed: `${stayed}` }),
    ...(more && { more: '1' }),
  })
  return { to: `${servicePath}?${told}` }
}

const movedIn = ({ query, words, format }: Visit): Html | undefined => {
  const texts = words.service
  const count = (text: string | undefined) =>
    /^\d{1,9}$/.test(text ?? '') ? format.number(Number(text)) : undefined
  const [moved, stayed] = [count(query.moved), count(query.stayed)]
  if (moved === undefined) return undefined
  const told = [texts.moved(moved), stayed && texts.stayed(stayed), query.more && texts.more]
  return html`${told.map((text, index) => text && html`${index > 0 && html`<br>`}${text}`)}`
}
