import type { SegmentShown } from '../../api/answers/segments.ts'
import { writeRule } from '../../subscription/segments/write-rule.ts'
import { type Html, html } from '../../web/html.ts'
import { doneNotice } from '../frame/facts.page.ts'
import { personOf } from '../frame/person.page.ts'
import { refusedPage } from '../frame/refused.page.ts'
import { dataTable, dayOf } from '../frame/table.page.ts'
import type { Answerer, Visit } from '../visit.ts'
import { readerTabs, segmentsPath } from './tabs.ts'

/** GET /admin/readers/segments: all that are saved, by name. */
export const segmentsPage: Answerer = async (visit) => {
  const { call, words, format, query } = visit
  const reply = await call('GET /api/segments')
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const texts = words.segments
  const rows = reply.value.segments.map((one) => [
    html`<a href="${segmentsPath}/${one.name}">${one.name}</a>`,
    ruleOf(one, visit),
    html`${dayOf(one.at, format)}${one.by && html`<small>${personOf(one.by, visit)}</small>`}`,
  ])
  const main = html`<h1>${words.readers.title}</h1>
${readerTabs(visit, segmentsPath)}${doneNotice(query.done === 'removed' ? texts.removed : undefined)}
${rows.length === 0 ? html`<p>${texts.none}</p>` : html`${dataTable(texts.title, [texts.segment, texts.rule, texts.saved], rows)}<p class="quietly">${texts.how}</p>`}`
  return { title: texts.title, main }
}

/** As the command line writes and reads it. */
export const ruleOf = ({ rule }: Pick<SegmentShown, 'rule'>, { publication }: Visit): Html =>
  html`<code class="rule">${writeRule(rule, publication.timeZone)}</code>`
