import type { DeliveriesAnswer, DeliveryShown, WebhookShown } from '../../api/answers/webhooks.ts'
import { type Html, html } from '../../web/html.ts'
import { valueIn } from '../calls.ts'
import { doneNotice, facts } from '../frame/facts.page.ts'
import { nameOfPerson } from '../frame/person.page.ts'
import { problemsBox, refusedPage } from '../frame/refused.page.ts'
import { dataTable, dayOf, momentOf } from '../frame/table.page.ts'
import { type Answerer, type Moved, type Shown, textOf, type Visit } from '../visit.ts'
import { namedIn, textNamed } from '../words/named.ts'
import { serviceTabs, webhooksPath } from './tabs.ts'
import { typedIn, typedOf, type WebhookTyped, wantedBy, webhookFields } from './webhook-form.page.ts'
import { secretPage, stateOf, toldOf } from './webhooks.page.ts'

/** GET /admin/service/webhooks/{webhook}: one, with what it was told. */
export const webhookPage: Answerer = async (visit) =>
  show(visit, doneNotice(textNamed(visit.words.webhooks.done, visit.query.done)))

/** @param typed what somebody would change it to, which was refused */
const show = async (visit: Visit, above: Html | false = false, typed?: WebhookTyped): Promise<Shown> => {
  const { call, id, words, query } = visit
  const [one, log] = await Promise.all([
    call('GET /api/webhooks/{webhook}', { id }),
    call('GET /api/webhooks/{webhook}/deliveries', { id, query: { after: query.after || undefined } }),
  ])
  if (one.outcome === 'refused') return refusedPage(one, words)
  const { webhook } = one.value
  const texts = words.webhooks
  const title = new URL(webhook.url).host
  const main = html`<h1>${title}</h1>
${serviceTabs(visit, webhooksPath, true)}${above}
${facts([
  [texts.url, html`<code>${webhook.url}</code>`],
  webhook.description !== undefined && [texts.description, webhook.description],
  [texts.told, toldOf(webhook, visit)],
  [texts.state, stateOf(webhook, visit)],
  [texts.made, html`${dayOf(webhook.at, visit.format)} ${texts.madeBy(nameOfPerson(webhook.by, visit))}`],
])}
${acts(webhook, visit)}
${editForm(webhook, one.etag, visit, typed)}
<section><h2>${texts.log}</h2><p class="note">${texts.logNote}</p>
${log.outcome === 'refused' ? problemsBox(log, words) : deliveryTable(log.value, webhook, visit)}</section>`
  return { title, main }
}

const acts = ({ off }: WebhookShown, { words, id }: Visit): Html => {
  const texts = words.webhooks
  const path = `${webhooksPath}/${id}`
  const button = (action: string, text: string, kind = 'button second') =>
    html`<form method="post" action="${path}"><input type="hidden" name="action" value="${action}"><button class="${kind}">${text}</button></form>`
  const sure = (summary: string, note: string, form: Html) =>
    html`<details><summary>${summary}</summary>${form}<small>${note}</small></details>`
  return html`<div class="acts">${!off && button('test', texts.test, 'button')}${off ? button('on', texts.switchOn, 'button') : button('off', texts.switchOff)}</div>
${sure(texts.newSecret, texts.oldSigns, button('new-secret', texts.newSecretSure))}
${sure(texts.remove, texts.removeNote, button('remove', texts.removeSure, 'button danger'))}`
}

/**
 * @param etag of the webhook as it is shown: what somebody else changes meanwhile is not overwritten unseen
 * @param typed what was refused, to be mended
 */
const editForm = (
  webhook: WebhookShown,
  etag: string | undefined,
  visit: Visit,
  typed?: WebhookTyped,
): Html => {
  const texts = visit.words.webhooks
  const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`
  return html`<details${typed && html` open`}><summary>${texts.edit}</summary><form class="form" method="post" action="${webhooksPath}/${visit.id}">${hidden('action', 'edit')}${etag !== undefined && hidden('etag', etag)}${webhookFields(typed ?? typedOf(webhook), visit)}
<button class="button">${texts.save}</button></form></details>`
}

/** What somebody else made of it meanwhile, beside what was typed: saved once more, that is put over it. */
const bothVersions = (webhook: WebhookShown, typed: WebhookTyped, visit: Visit): Html => {
  const texts = visit.words.webhooks
  const yours = wantedBy(typed)
  const rows = [
    [texts.url, webhook.url, yours.url],
    [texts.description, webhook.description ?? '–', yours.description ?? '–'],
    [texts.told, toldOf(webhook, visit), toldOf(yours, visit)],
  ]
  return html`<div class="problems" role="alert"><p>${texts.changedMeanwhile}</p>${dataTable(texts.edit, ['', texts.asItStands, texts.asTyped], rows)}</div>`
}

/** Changes it as its form says. */
const edit = async (visit: Visit): Promise<Shown | Moved> => {
  const { call, id, fields, words } = visit
  const typed = typedIn(fields)
  const etag = textOf(fields, 'etag')
  const reply = await call('PUT /api/webhooks/{webhook}', {
    id,
    body: wantedBy(typed),
    ...(etag !== '' && { ifMatch: etag }),
  })
  if (reply.outcome === 'done') return { to: `${webhooksPath}/${id}?done=edit` }
  const standing =
    reply.status === 412 ? valueIn(await call('GET /api/webhooks/{webhook}', { id })) : undefined
  const above = standing ? bothVersions(standing.webhook, typed, visit) : problemsBox(reply, words)
  return { ...(await show(visit, above, typed)), status: reply.status === 412 ? 412 : 409 }
}

const deliveryTable = ({ deliveries, next }: DeliveriesAnswer, { off }: WebhookShown, visit: Visit): Html => {
  const { words, id } = visit
  const texts = words.webhooks
  if (deliveries.length === 0) return html`<p class="quietly">${texts.noLog}</p>`
  const columns = [texts.when, texts.event, texts.outcome, texts.answer]
  const rows = deliveries.map((one) => cellsOf(one, visit, off === undefined))
  return html`${dataTable(texts.log, columns, rows)}
<p class="pages">${next && html`<a href="${webhooksPath}/${id}?after=${next}" rel="next">${words.audit.older}</a>`}</p>`
}

const marks = { waiting: 'held', delivered: 'finished', 'given-up': 'failed' }

const cellsOf = (
  { id, event, state, tries, attempts, next }: DeliveryShown,
  { words, format, id: webhook }: Visit,
  mayReplay: boolean,
): (Html | string)[] => {
  const texts = words.webhooks
  const last = attempts.at(-1)
  const replay = html`<form method="post" action="${webhooksPath}/${webhook}"><input type="hidden" name="action" value="replay"><input type="hidden" name="delivery" value="${id}"><button class="plain">${texts.replay}</button></form>`
  return [
    momentOf(event.at, format),
    html`${namedIn(texts.types, event.type)}<small>${event.type}</small>${event.type !== 'webhook.test' && html`<small>${event.about}</small>`}`,
    html`<span class="state ${marks[state]}">${texts.states[state]}</span>${tries > 1 && html`<small>${texts.tries(format.number(tries))}</small>`}${state === 'waiting' && next && html`<small>${texts.next(format.time(next))}</small>`}${mayReplay && state !== 'waiting' && replay}`,
    last ? answerOf(last, words, format) : '–',
  ]
}

const answerOf = (
  { status, answer, problem, ms }: DeliveryShown['attempts'][number],
  { webhooks: texts }: Visit['words'],
  format: Visit['format'],
): Html =>
  status === undefined
    ? html`${namedIn(texts.problems, problem ?? '')}`
    : html`${String(status)} · ${format.number(ms)} ms${answer && html`<details><summary>${texts.answer}</summary><code>${answer}</code></details>`}`

/** POST /admin/service/webhooks/{webhook}: does something about it. */
export const actOnWebhook: Answerer = async (visit) => {
  const { call, id, fields, words } = visit
  const action = textOf(fields, 'action')
  if (action === 'edit') return edit(visit)
  const delivery = textOf(fields, 'delivery')
  const reply = await call('POST /api/webhooks/{webhook}/actions', {
    id,
    body: { action, ...(delivery !== '' && { delivery }) },
  })
  if (reply.outcome === 'refused') return { ...(await show(visit, problemsBox(reply, words))), status: 409 }
  const { secret } = reply.value
  if (secret) return secretPage(secret, id, visit, words.webhooks.oldSigns)
  return {
    to:
      action === 'remove'
        ? `${webhooksPath}?done=remove`
        : `${webhooksPath}/${id}?${new URLSearchParams({ done: action })}`,
  }
}
