import { mayDo } from '../../access/role.ts'
import type { ImportRowsAnswer, ImportShown } from '../../api/answers/imports.ts'
import { type Html, html } from '../../web/html.ts'
import { type Counts, mostFirst } from '../frame/counts.ts'
import { doneNotice, facts, figures } from '../frame/facts.page.ts'
import { personOf } from '../frame/person.page.ts'
import { problemsBox, refusedPage } from '../frame/refused.page.ts'
import { dataTable } from '../frame/table.page.ts'
import type { Answerer, Shown, Visit } from '../visit.ts'
import { namedIn } from '../words/named.ts'
import { stateOfImport, takenBy } from './imports.page.ts'
import { importsPath, readerTabs } from './tabs.ts'

/** GET /admin/readers/imports/{import}: how far it is, live, and what of the file was not imported. */
export const importPage: Answerer = async (visit) =>
  show(visit, doneNotice(visit.query.done === 'cancel' ? visit.words.imports.done.cancel : undefined))

const show = async (visit: Visit, above: Html | false = false): Promise<Shown> => {
  const { call, id, words, query } = visit
  const [reply, rows] = await Promise.all([
    call('GET /api/imports/{import}', { id }),
    query.rows === undefined
      ? undefined
      : call('GET /api/imports/{import}/rows', { id, query: { after: query.rows || undefined } }),
  ])
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const one = reply.value.import
  const main = html`<h1>${id}</h1>
${readerTabs(visit, '')}${above}
${live(one, visit)}
${
  rows &&
  html`<section class="card" id="rows"><h2>${words.imports.passedOver}</h2>${rows.outcome === 'done' ? rowTable(rows.value, visit) : problemsBox(rows, words)}</section>`
}
${isMoving(one) && visit.who.role && mayDo(visit.who.role, 'sender') && cancelForm(visit)}`
  return { title: id, main }
}

const isMoving = ({ state }: ImportShown): boolean => ['waiting', 'working', 'asking'].includes(state)

const live = (one: ImportShown, visit: Visit): Html => {
  const { words } = visit
  const texts = words.imports
  const again =
    isMoving(one) &&
    html` hx-get="${importsPath}/${one.id}" hx-select="#live" hx-swap="outerHTML" hx-trigger="every 3s"`
  const { passedOver, notes } = one.counts
  const hasPassedOver = Object.keys(passedOver).length > 0
  return html`<div id="live"${again}>
<div class="cards"><section class="card wide"><h2>${texts.progress}</h2>${progress(one, visit)}</section></div>
<div class="cards">
${hasPassedOver && html`<section class="card"><h2>${texts.passedOver}</h2>${reasonTable(texts.passedOver, passedOver, texts.reasons, visit)}<p><a href="${importsPath}/${one.id}?rows=#rows">${texts.which}</a></p></section>`}
${Object.keys(notes).length > 0 && html`<section class="card"><h2>${texts.leftOut}</h2>${reasonTable(texts.leftOut, notes, texts.notes, visit)}</section>`}
<section class="card"><h2>${texts.from}</h2>${origin(one, visit)}</section>
</div>
</div>`
}

const progress = (one: ImportShown, { words, format }: Visit): Html => {
  const texts = words.imports
  const { taken, rows } = one.counts
  const share = one.file.size === 0 ? 0 : (one.bytesDone / one.file.size) * 100
  const read = texts.read(format.share(one.bytesDone, one.file.size))
  return html`<p class="figure">${format.number(takenBy(one))} <small>${texts.taken}</small> ${stateOfImport(one, words)}</p>
<div class="bar"><svg viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label="${read}"><rect class="accepted" x="0" width="${share.toFixed(2)}" height="1"/></svg></div>
<p class="quietly">${read}</p>
${one.problem && html`<p class="state failed" lang="en">${one.problem}</p>`}
${figures([
  [texts.rows, format.number(rows)],
  [texts.active, format.number(taken.active)],
  taken.pending !== undefined && [texts.pending, format.number(taken.pending)],
  one.asked !== undefined && [texts.asked, format.number(one.asked)],
  [texts.unsubscribed, format.number(taken.unsubscribed)],
  [texts.suppressed, format.number(taken.suppressed)],
])}`
}

const origin = (one: ImportShown, visit: Visit): Html => {
  const { words, format } = visit
  const texts = words.imports
  const mapped = Object.entries(one.mapping).map(([column, field]) => `${column} → ${field}`)
  return facts([
    [texts.file, one.file.name],
    [texts.consent, one.consent],
    one.service !== undefined && [texts.service, one.service],
    mapped.length > 0 && [texts.mapping, mapped.join(words.comma)],
    [texts.language, format.language(one.language)],
    [texts.at, format.time(one.at)],
    one.by !== undefined && [texts.by, personOf(one.by, visit)],
    one.endedAt !== undefined && [texts.ended, format.time(one.endedAt)],
  ])
}

const reasonTable = (
  label: string,
  counts: Counts,
  names: Readonly<Record<string, string>>,
  { words, format }: Visit,
): Html =>
  dataTable(
    label,
    [words.imports.reason, { number: words.imports.number }],
    mostFirst(counts).map(([reason, count]) => [namedIn(names, reason), format.number(count)]),
  )

const rowTable = ({ rows, next }: ImportRowsAnswer, { id, words, format }: Visit): Html => {
  const texts = words.imports
  const cells = rows.map(({ row, reason }) => [format.number(row), namedIn(texts.reasons, reason)])
  return html`${cells.length === 0 ? html`<p class="quietly">${texts.noRows}</p>` : dataTable(texts.passedOver, [texts.row, texts.reason], cells)}
${next !== undefined && html`<p class="pages"><a href="${importsPath}/${id}?rows=${next}#rows" rel="next">${texts.more}</a></p>`}`
}

const cancelForm = ({ id, words }: Visit): Html => {
  const texts = words.imports
  return html`<section class="card"><details><summary>${texts.cancel}</summary><form class="inline" method="post" action="${importsPath}/${id}"><button class="button danger">${texts.cancelSure}</button></form><p class="note">${texts.cancelNote}</p></details></section>`
}

/** POST /admin/readers/imports/{import}: ends it. */
export const cancelImport: Answerer = async (visit) => {
  const { id, call, words } = visit
  const reply = await call('POST /api/imports/{import}/cancel', { id })
  if (reply.outcome === 'done') return { to: `${importsPath}/${id}?done=cancel` }
  return { ...(await show(visit, problemsBox(reply, words))), status: 409 }
}
