import type { WebhookShown } from '../../api/answers/webhooks.ts'
import { anyType } from '../../events/event-types.ts'
import { type Html, html } from '../../web/html.ts'
import { doneNotice } from '../frame/facts.page.ts'
import { nameOfPerson } from '../frame/person.page.ts'
import { problemsBox, refusedPage } from '../frame/refused.page.ts'
import { dataTable, dayOf } from '../frame/table.page.ts'
import type { Answerer, Shown, Visit } from '../visit.ts'
import { namedIn, textNamed } from '../words/named.ts'
import { serviceTabs, webhooksPath } from './tabs.ts'
import { typedIn, wantedBy, webhookFields } from './webhook-form.page.ts'

/** GET /admin/service/webhooks: what other programs are told of, for owners. */
export const webhooksPage: Answerer = async (visit) =>
  show(visit, doneNotice(textNamed(visit.words.webhooks.done, visit.query.done)))

const show = async (visit: Visit, above: Html | false = false): Promise<Shown> => {
  const { call, words } = visit
  const reply = await call('GET /api/webhooks')
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const { webhooks } = reply.value
  const texts = words.webhooks
  const columns = [texts.url, texts.told, texts.state, texts.made]
  const main = html`<h1>${words.webhooks.title}</h1>
${serviceTabs(visit, webhooksPath)}${above}
<p>${texts.text}</p>
${
  webhooks.length === 0
    ? html`<p class="quietly">${texts.none}</p>`
    : dataTable(
        texts.title,
        columns,
        webhooks.map((one) => cellsOf(one, visit)),
      )
}
<section class="panel"><h2>${texts.make}</h2>${makeForm(visit)}</section>`
  return { title: texts.title, main }
}

const cellsOf = (webhook: WebhookShown, visit: Visit): (Html | string)[] => [
  html`<a href="${webhooksPath}/${webhook.id}">${new URL(webhook.url).host}</a><small>${webhook.description ?? webhook.id}</small>`,
  toldOf(webhook, visit),
  stateOf(webhook, visit),
  html`${dayOf(webhook.at, visit.format)}<small>${visit.words.webhooks.madeBy(nameOfPerson(webhook.by, visit))}</small>`,
]

export const toldOf = (
  { types, withAddresses }: Pick<WebhookShown, 'types' | 'withAddresses'>,
  { words }: Visit,
): Html => {
  const texts = words.webhooks
  const told = types.includes(anyType)
    ? texts.all
    : types.map((one) => namedIn(texts.types, one)).join(words.comma)
  return html`${told}${withAddresses && html`<small>${texts.withAddresses}</small>`}`
}

export const stateOf = ({ off, failingSince }: WebhookShown, { words, format }: Visit): Html => {
  const texts = words.webhooks
  if (off)
    return html`<span class="state ${off.why === 'person' ? 'held' : 'failed'}">${namedIn(texts.offBy, off.why)}</span>`
  return failingSince
    ? html`<span class="state held">${texts.failing}</span> <small>${texts.since(format.time(failingSince))}</small>`
    : html`<span class="state finished">${texts.on}</span>`
}

const makeForm = (visit: Visit): Html =>
  html`<form class="form" method="post" action="${webhooksPath}">${webhookFields(typedIn(visit.fields), visit)}
<button class="button">${visit.words.webhooks.makeButton}</button></form>`

/** POST /admin/service/webhooks: makes one, and shows its secret this once: in no redirect, and kept by no cache. */
export const makeWebhook: Answerer = async (visit) => {
  const { call, fields, words } = visit
  const reply = await call('POST /api/webhooks', { body: wantedBy(typedIn(fields)) })
  if (reply.outcome === 'refused') return { ...(await show(visit, problemsBox(reply, words))), status: 409 }
  return secretPage(reply.value.secret, reply.value.webhook.id, visit)
}

/** A secret, this once. @param note what else is to be known */
export const secretPage = (secret: string, id: string, visit: Visit, note?: string): Shown => {
  const texts = visit.words.webhooks
  const main = html`<h1>${texts.madeTitle}</h1>
${serviceTabs(visit, webhooksPath, true)}
<p class="notice" role="status">${texts.once}${note && html`<br>${note}`}</p>
<pre tabindex="0" aria-label="${texts.theSecret}"><code class="secret">${secret}</code></pre>
<p><a class="button" href="${webhooksPath}/${id}">${texts.back}</a></p>`
  return { title: texts.madeTitle, main }
}
