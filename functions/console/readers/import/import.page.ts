import { isDeepStrictEqual } from 'node:util'
import { mayDo } from '../../../access/role.ts'
import type { ImportRowsAnswer, ImportShown } from '../../../api/answers/imports.ts'
import { type Html, html } from '../../../web/html.ts'
import { type Counts, mostFirst } from '../../frame/counts.ts'
import { doneNotice, facts, figures } from '../../frame/facts.page.ts'
import { personOf } from '../../frame/person.page.ts'
import { problemBox, problemsBox, refusedPage } from '../../frame/refused.page.ts'
import { dataTable } from '../../frame/table.page.ts'
import { typedNumber } from '../../issues/send/confirm.page.ts'
import { importsPath } from '../../settings.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../../visit.ts'
import { namedIn, textNamed } from '../../words/named.ts'
import { languageName } from '../../words/publication-names.ts'
import { readerTabs } from '../tabs.ts'
import { stateOfImport, takenBy } from './imports.page.ts'
import { saidOf, trialForm } from './trial-form.page.ts'

/** GET /admin/readers/imports/{import}: how far it is, live, and what of the file was not imported; of a trial, what to start it by. */
export const importPage: Answerer = async (visit) =>
  showImport(visit, doneNotice(textNamed(visit.words.imports.done, visit.query.done)))

/** @param above what was done, or why it was not */
const showImport = async (visit: Visit, above: Html | false = false): Promise<Shown> => {
  const { call, id, words, query } = visit
  const [reply, rows] = await Promise.all([
    call('GET /api/imports/{import}', { id }),
    query.rows === undefined
      ? undefined
      : call('GET /api/imports/{import}/rows', { id, query: { after: query.rows || undefined } }),
  ])
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const one = reply.value.import
  const isNotNews = query.done === 'again' && !isMoving(one)
  const isSender = visit.who.role !== undefined && mayDo(visit.who.role, 'sender')
  const main = html`<h1>${one.file.name} <small class="quietly">${id}</small></h1>
${readerTabs(visit, importsPath, true)}${isNotNews ? false : above}
${live(one, visit)}
${
  rows &&
  html`<section class="panel" id="rows"><h2>${words.imports.passedOver}</h2>${rows.outcome === 'done' ? rowTable(rows.value, visit) : problemsBox(rows, words)}</section>`
}
${isSender && one.trial && !isMoving(one) && trialForm(one, visit)}
${isSender && (isMoving(one) || one.state === 'tried') && cancelForm(visit, one)}`
  // What can be done now stands outside what is shown anew.
  return { title: one.file.name, main, isStale: query.was !== undefined && query.was !== stageOf(one) }
}

const stageOf = ({ state, trial }: ImportShown): string => (trial ? `${state}-trial` : state)

const isMoving = ({ state }: ImportShown): boolean => ['waiting', 'working', 'asking'].includes(state)

const live = (one: ImportShown, visit: Visit): Html => {
  const { words } = visit
  const texts = words.imports
  const again =
    isMoving(one) &&
    html` hx-get="${importsPath}/${one.id}?was=${stageOf(one)}" hx-select="#live" hx-swap="outerHTML" hx-trigger="every 3s"`
  const { passedOver, notes } = one.counts
  const hasPassedOver = Object.keys(passedOver).length > 0
  return html`<div id="live"${again}>
<div class="panels"><section class="panel wide"><h2>${one.trial ? words.importing.wouldBe : texts.progress}</h2>${progress(one, visit)}</section></div>
<div class="panels">
${hasPassedOver && html`<section class="panel"><h2>${one.trial ? words.importing.wouldNot : texts.passedOver}</h2>${reasonTable(texts.passedOver, passedOver, texts.reasons, visit)}<p><a href="${importsPath}/${one.id}?rows=#rows">${texts.which}</a></p></section>`}
${Object.keys(notes).length > 0 && html`<section class="panel"><h2>${one.trial ? words.importing.wouldLeaveOut : texts.leftOut}</h2>${reasonTable(texts.leftOut, notes, texts.notes, visit)}</section>`}
${!one.trial && html`<section class="panel"><h2>${texts.from}</h2>${origin(one, visit)}</section>`}
</div>
</div>`
}

const progress = (one: ImportShown, { words, format }: Visit): Html => {
  const texts = words.imports
  if (one.trial && one.state === 'refused')
    return html`<p class="figure"><small>${words.importing.notReadable}</small></p><p class="state failed" lang="en">${one.problem}</p>`
  const { taken, rows } = one.counts
  const share = one.file.size === 0 ? 0 : (one.bytesDone / one.file.size) * 100
  const read = texts.read(format.share(one.bytesDone, one.file.size))
  const isTried = one.state === 'tried'
  return html`<p class="figure">${format.number(takenBy(one))} <small>${one.trial ? words.importing.would : texts.taken}</small> ${stateOfImport(one, words)}</p>
${
  !isTried &&
  html`<div class="bar"><svg viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label="${read}"><rect class="accepted" x="0" width="${share.toFixed(2)}" height="1"/></svg></div>
<p class="quietly">${read}</p>`
}${one.trial && html`<p class="quietly">${words.importing.nothingYet}</p>`}
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
    one.consent !== '' && [texts.consent, one.consent],
    one.service !== undefined && [texts.service, one.service],
    mapped.length > 0 && [texts.mapping, mapped.join(words.comma)],
    [texts.language, languageName(one.language, visit)],
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

const cancelForm = ({ id, words }: Visit, { trial }: ImportShown): Html => {
  const { imports: texts, importing } = words
  const [name, sure, note] = trial
    ? [importing.discard, importing.discardSure, importing.discardNote]
    : [texts.cancel, texts.cancelSure, texts.cancelNote]
  return html`<section class="panel"><details><summary>${name}</summary><form class="inline" method="post" action="${importsPath}/${id}"><input type="hidden" name="action" value="cancel"><button class="button danger">${sure}</button></form><p class="note">${note}</p></details></section>`
}

/** POST /admin/readers/imports/{import}: starts what was tried, tries it otherwise, or ends it. */
export const actOnImport: Answerer = async (visit) => {
  const { id, call, words, fields } = visit
  const refused = async (reply: Parameters<typeof problemsBox>[0]): Promise<Shown> => ({
    ...(await showImport(visit, problemsBox(reply, words))),
    status: 409,
  })
  if (textOf(fields, 'action') === 'cancel') {
    const reply = await call('POST /api/imports/{import}/cancel', { id })
    return reply.outcome === 'done' ? { to: `${importsPath}/${id}?done=cancel` } : refused(reply)
  }
  const found = await call('GET /api/imports/{import}', { id })
  if (found.outcome === 'refused') return refusedPage(found, words)
  const one = found.value.import
  const said = saidOf(one, fields)
  const isOtherwise = !isDeepStrictEqual(said, saidOf(one, {}))
  if (textOf(fields, 'again') || isOtherwise || one.state === 'refused') {
    const reply = await call('POST /api/imports/{import}/start', { id, body: { ...said, trial: true } })
    return reply.outcome === 'done' ? { to: `${importsPath}/${id}?done=again` } : refused(reply)
  }
  const texts = words.importing
  const consent = textOf(fields, 'consent')
  const readers = takenBy(one)
  if (!said.ask && consent === '')
    return { ...(await showImport(visit, problemBox(texts.noConsent))), status: 409 }
  if (typedNumber(textOf(fields, 'typed')) !== readers)
    return {
      ...(await showImport(
        visit,
        problemBox(texts.mistyped(textOf(fields, 'typed'), visit.format.number(readers))),
      )),
      status: 409,
    }
  const reply = await call('POST /api/imports/{import}/start', {
    id,
    body: { ...said, ...(consent && { consent }) },
  })
  return reply.outcome === 'done' ? { to: `${importsPath}/${id}?done=started` } : refused(reply)
}
