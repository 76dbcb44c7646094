import type { DeliveriesAnswer, DeliveryShown, WebhookShown } from '../../api/answers/webhooks.ts'
import { type Html, html } from '../../web/html.ts'
import { doneNotice, facts } from '../frame/facts.page.ts'
import { nameOfPerson } from '../frame/person.page.ts'
import { problemsBox, refusedPage } from '../frame/refused.page.ts'
import { dataTable, dayOf, timeOf } from '../frame/table.page.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../visit.ts'
import { namedIn, textNamed } from '../words/named.ts'
import { serviceTabs, webhooksPath } from './tabs.ts'
import { secretPage, stateOf, toldOf } from './webhooks.page.ts'

/** GET /admin/service/webhooks/{webhook}: one, with what it was told. */
export const webhookPage: Answerer = async (visit) =>
  show(visit, doneNotice(textNamed(visit.words.webhooks.done, visit.query.done)))

const show = async (visit: Visit, above: Html | false = false): Promise<Shown> => {
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
${serviceTabs(visit, '')}${above}
${facts([
  [texts.url, html`<code>${webhook.url}</code>`],
  [texts.told, toldOf(webhook, visit)],
  [texts.state, stateOf(webhook, visit)],
  [texts.made, html`${dayOf(webhook.at, visit.format)} ${texts.madeBy(nameOfPerson(webhook.by, visit))}`],
])}
${acts(webhook, visit)}
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
    timeOf(event.at, format),
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
