import { roles } from '../../access/role.ts'
import type { KeyShown } from '../../api/answers/service.ts'
import { type Html, html } from '../../web/html.ts'
import { doneNotice } from '../frame/facts.page.ts'
import { nameOfPerson } from '../frame/person.page.ts'
import { problemsBox, refusedPage } from '../frame/refused.page.ts'
import { calendarDayOf, dataTable, dayOf } from '../frame/table.page.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../visit.ts'
import { keysPath, serviceTabs } from './tabs.ts'

/** GET /admin/service/keys: the API keys there are, for owners. */
export const keysPage: Answerer = async (visit) =>
  show(visit, doneNotice(visit.query.done === 'revoked' ? visit.words.keys.revoked : undefined))

const show = async (visit: Visit, above: Html | false = false): Promise<Shown> => {
  const { call, words } = visit
  const reply = await call('GET /api/keys')
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const { keys } = reply.value
  const texts = words.keys
  const columns = [texts.name, texts.role, texts.made, texts.used, texts.ends]
  const main = html`<h1>${words.keys.title}</h1>
${serviceTabs(visit, keysPath)}${above}
<p>${texts.text}</p>
${
  keys.length === 0
    ? html`<p class="quietly">${texts.none}</p>`
    : dataTable(
        texts.title,
        columns,
        keys.map((key) => cellsOf(key, visit)),
      )
}
<section class="panel"><h2>${texts.make}</h2>${makeForm(visit)}</section>`
  return { title: texts.title, main }
}

const cellsOf = (key: KeyShown, visit: Visit): (Html | string)[] => {
  const { words, format } = visit
  const texts = words.keys
  return [
    html`<strong>${key.name}</strong><small>${key.id}</small><details><summary>${texts.revoke}</summary><form method="post" action="${keysPath}/${key.id}"><button class="button danger">${texts.revokeSure}</button></form><small>${texts.revokeNote}</small></details>`,
    words.roles[key.role],
    html`${dayOf(key.at, format)}<small>${texts.madeBy(nameOfPerson(key.by, visit))}</small>`,
    key.usedOn ? calendarDayOf(key.usedOn, format) : texts.never,
    key.expiresAt ? dayOf(key.expiresAt, format) : texts.endless,
  ]
}

const makeForm = ({ words, fields }: Visit): Html => {
  const texts = words.keys
  const chosen = textOf(fields, 'role') || 'viewer'
  const role = (one: (typeof roles)[number]) =>
    html`<label><input type="radio" name="role" value="${one}"${one === chosen && html` checked`}><span>${words.roles[one]} <small class="quietly">${words.service.roleNotes[one]}</small></span></label>`
  return html`<form class="form" method="post" action="${keysPath}">
<div class="field"><label for="name">${texts.name}</label><input class="count" type="text" id="name" name="name" value="${textOf(fields, 'name')}" pattern="[a-z0-9][a-z0-9\\-]{0,49}" title="${texts.nameNote}" autocomplete="off" autocapitalize="off" required><p class="note">${texts.nameNote}</p></div>
<fieldset class="choices below"><legend>${texts.role}</legend>${roles.map(role)}</fieldset>
<div class="field"><label for="days">${texts.days}</label><input class="count" type="text" id="days" name="days" value="${textOf(fields, 'days')}" inputmode="numeric" pattern="[0-9]{1,4}" autocomplete="off"><p class="note">${texts.daysNote}</p></div>
<button class="button">${texts.makeButton}</button></form>`
}

/** POST /admin/service/keys: makes a key, and shows it this once: in no redirect, and kept by no cache. */
export const makeKey: Answerer = async (visit) => {
  const { call, fields, words } = visit
  const days = textOf(fields, 'days')
  const reply = await call('POST /api/keys', {
    body: {
      name: textOf(fields, 'name'),
      role: textOf(fields, 'role'),
      ...(days !== '' && { days: Number(days) }),
    },
  })
  if (reply.outcome === 'refused') return { ...(await show(visit, problemsBox(reply, words))), status: 409 }
  const { key, apiKey } = reply.value
  const texts = words.keys
  const title = texts.madeTitle(key.name)
  const main = html`<h1>${title}</h1>
${serviceTabs(visit, keysPath, true)}
<p class="notice" role="status">${texts.once}</p>
<pre tabindex="0" aria-label="${texts.theKey}"><code class="secret">${apiKey}</code></pre>
<p><a class="button" href="${keysPath}">${texts.back}</a></p>`
  return { title, main }
}

/** POST /admin/service/keys/{key}: revokes it. */
export const revokeKey: Answerer = async (visit) => {
  const { call, id, words } = visit
  const reply = await call('POST /api/keys/{key}/revoke', { id })
  if (reply.outcome === 'done') return { to: `${keysPath}?done=revoked` }
  return { ...(await show(visit, problemsBox(reply, words))), status: 409 }
}
