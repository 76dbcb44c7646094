import type { StatusAnswer } from '../../../api/answers/statuses.ts'
import type { PublishedIssue } from '../../../edition/model/published-issue.ts'
import { writeRule } from '../../../subscription/segments/write-rule.ts'
import { type Html, html } from '../../../web/html.ts'
import { refusedPage } from '../../frame/refused.page.ts'
import { stateMark, whenOf } from '../../sends/account.page.ts'
import { consolePath } from '../../settings.ts'
import type { Shown, Visit } from '../../visit.ts'
import { languageName, topicName } from '../../words/publication-names.ts'
import { nameOfIssue } from '../issue-name.ts'
import { goOnPage } from './go-on.page.ts'
import type { Choice } from './send-choice.ts'
import { standingSend } from './standing.ts'

/** When and to whom, to choose; or how the send stands that there is already. @param problems above it */
export const sendForm = async (visit: Visit, choice: Choice, problems?: Html): Promise<Shown> => {
  const { call, id, words } = visit
  const [found, standing, segments] = await Promise.all([
    call('GET /api/issues/{issue}', { id }),
    standingSend(visit, choice.purpose),
    call('GET /api/segments'),
  ])
  if (found.outcome === 'refused') return refusedPage(found, words)
  const { published } = found.value
  const texts = words.sending
  const title = texts.title(published ? nameOfIssue(published, visit) : id)
  const framed = (main: Html): Shown => ({
    title,
    main: html`<p class="quietly"><a href="${consolePath}/issues/${id}">${texts.back}</a></p><h1>${title}</h1>${problems}${main}`,
  })
  if (!published) return framed(html`<p>${texts.notPublished}</p>`)
  if (standing?.send.cancelledAt && standing.send.frozen) return goOnPage(visit, standing, problems)
  const known = segments.outcome === 'done' ? segments.value.segments : []
  const form = (given: Choice, purpose: Html) => formOf(published, known, given, purpose, visit)
  if (standing && !standing.send.cancelledAt)
    return framed(
      html`${howItStands(standing, visit)}<details class="apart"><summary>${texts.otherPurpose}</summary><p>${texts.onceMore}</p>${form({ ...choice, purpose: '' }, purposeField('', true, words))}</details>`,
    )
  const anew = standing?.send.cancelledAt ?? ''
  const otherPurpose = html`<details class="apart"${choice.purpose && html` open`}><summary>${texts.otherPurpose}</summary>${purposeField(choice.purpose, false, words)}</details>`
  return framed(
    html`${standing && wasCancelled(standing, visit)}<p>${texts.nothingYet}</p>${form({ ...choice, anew }, otherPurpose)}`,
  )
}

const howItStands = (standing: StatusAnswer, visit: Visit): Html => {
  const { id } = standing.send
  return html`<div class="notice" role="status"><p>${visit.words.sending.exists(id)}</p><p>${stateMark(standing.state, visit.words)} ${whenOf(standing, visit)} · <a href="${consolePath}/sends/${id}">${visit.words.sending.see}</a></p></div>`
}

const wasCancelled = ({ send }: StatusAnswer, { words, format }: Visit): Html => {
  const texts = words.sending
  const { id, cancelledAt = '', holds } = send
  return html`<div class="notice" role="status"><p>${texts.wasCancelled(id, format.time(cancelledAt))}</p>${holds.person && html`<p>${texts.wasPaused(format.time(holds.person))}</p>`}</div>`
}

type Segments = { name: string; rule: Parameters<typeof writeRule>[0] }[]

const purposeField = (purpose: string, isNeeded: boolean, { sending: texts }: Visit['words']): Html =>
  html`<div class="field"><label for="purpose">${texts.purpose}</label><input type="text" id="purpose" name="purpose" value="${purpose}" autocomplete="off" autocapitalize="off"${isNeeded && html` required`}><p class="note">${texts.purposeNote}</p></div>`

const formOf = (
  published: PublishedIssue,
  segments: Segments,
  choice: Choice,
  purpose: Html,
  visit: Visit,
): Html => {
  const { id, words } = visit
  const texts = words.sending
  return html`<form class="form" method="post" action="${consolePath}/issues/${id}/send">
<div class="panels">
<section class="panel"><h2>${texts.when}</h2>${whenFields(choice, visit)}</section>
<section class="panel"><h2>${texts.whom}</h2>${whomFields(published, segments, choice, visit)}</section>
</div>
${purpose}
${choice.anew && html`<input type="hidden" name="anew" value="${choice.anew}">`}
<p><button class="button">${texts.rehearse}</button></p>
</form>`
}

const whenFields = ({ when, at }: Choice, { words, format, publication }: Visit): Html => {
  const texts = words.sending
  const radio = (value: Choice['when'], label: string) =>
    html`<label><input type="radio" name="when" value="${value}"${value === when && html` checked`}>${label}</label>`
  return html`<fieldset class="choices below" aria-label="${texts.when}">${radio('now', texts.now)}${radio('at', texts.at)}${radio('own', texts.own)}</fieldset>
<div class="field"><label for="at">${texts.time}</label><input type="datetime-local" id="at" name="at" value="${at}"><p class="note">${texts.timeNote(publication.timeZone)} ${words.send.nowIs(format.now)}</p></div>`
}

const whomFields = (
  { editions, topics }: PublishedIssue,
  segments: Segments,
  choice: Choice,
  visit: Visit,
): Html => {
  const { words, publication } = visit
  const texts = words.sending
  const boxes = (name: 'languages' | 'topics', label: string, all: [value: string, text: string][]) =>
    all.length > 1 &&
    html`<fieldset class="choices"><legend>${label}</legend>${all.map(([value, text]) => html`<label><input type="checkbox" name="${name}" value="${value}"${choice[name].includes(value) && html` checked`}>${text}</label>`)}</fieldset>`
  const chosen = typeof choice.segment === 'object' ? choice.segment.name : choice.segment
  const option = ({ name, rule }: Segments[number]) =>
    html`<option value="${name}"${name === chosen && html` selected`}>${name}: ${writeRule(rule, publication.timeZone)}</option>`
  return html`<p class="quietly">${texts.everybody}</p>
${boxes(
  'languages',
  texts.languages,
  Object.keys(editions).map((language) => [language, languageName(language, visit)]),
)}
${boxes(
  'topics',
  texts.topics,
  topics.map((topic) => [topic, topicName(topic, visit)]),
)}
${segments.length > 0 && html`<div class="field"><label for="segment">${texts.segment}</label><select id="segment" name="segment"><option value="">${texts.noSegment}</option>${segments.map(option)}</select></div>`}`
}
