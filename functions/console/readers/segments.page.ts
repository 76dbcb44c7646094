import { mayDo } from '../../access/role.ts'
import type { SegmentShown } from '../../api/answers/segments.ts'
import { writeRule } from '../../subscription/segments/write-rule.ts'
import { type Html, html } from '../../web/html.ts'
import { doneNotice } from '../frame/facts.page.ts'
import { personOf } from '../frame/person.page.ts'
import { refusedPage } from '../frame/refused.page.ts'
import { dataTable, dayOf } from '../frame/table.page.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../visit.ts'
import { newSegmentForm, saveSegment, segmentTyped } from './segment-form.page.ts'
import { readerTabs, segmentsPath } from './tabs.ts'

/** GET /admin/readers/segments: all that are saved, by name, and where one is made. */
export const segmentsPage: Answerer = (visit) =>
  show(visit, doneNotice(visit.query.done === 'removed' ? visit.words.segments.removed : undefined))

/** @param above what was done, or why it was not */
const show = async (visit: Visit, above: Html | false): Promise<Shown> => {
  const { call, words, format, who } = visit
  const reply = await call('GET /api/segments')
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const texts = words.segments
  const rows = reply.value.segments.map((one) => [
    html`<a href="${segmentsPath}/${one.name}">${one.name}</a>`,
    ruleOf(one, visit),
    html`${dayOf(one.at, format)}${one.by && html`<small>${personOf(one.by, visit)}</small>`}`,
  ])
  const main = html`<h1>${texts.title}</h1>
${readerTabs(visit, segmentsPath)}${above}
${rows.length === 0 ? html`<p class="quietly">${texts.none}</p>` : dataTable(texts.title, [texts.segment, texts.rule, texts.saved], rows)}
${who.role !== undefined && mayDo(who.role, 'sender') && newSegmentForm(visit)}`
  return { title: texts.title, main }
}

/** As the command line writes and reads it. */
export const ruleOf = ({ rule }: Pick<SegmentShown, 'rule'>, { publication }: Visit): Html =>
  html`<code class="rule">${writeRule(rule, publication.timeZone)}</code>`

/** POST /admin/readers/segments: makes one. */
export const makeSegment: Answerer = async (visit) => {
  const name = textOf(visit.fields, 'name')
  const saved = await saveSegment(name, { ...segmentTyped(visit), etag: '' }, visit)
  if (saved.outcome === 'saved') return { to: `${segmentsPath}/${name}?done=saved` }
  return { ...(await show(visit, saved.above)), status: saved.status }
}
