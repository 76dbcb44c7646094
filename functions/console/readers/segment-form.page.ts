import type { SegmentShown } from '../../api/answers/segments.ts'
import { readRule } from '../../subscription/segments/read-rule.ts'
import { writeRule } from '../../subscription/segments/write-rule.ts'
import { type Html, html } from '../../web/html.ts'
import { valueIn } from '../calls.ts'
import { nameOfPerson } from '../frame/person.page.ts'
import { problemBox, problemsBox } from '../frame/refused.page.ts'
import { textOf, type Visit } from '../visit.ts'
import { segmentsPath } from './tabs.ts'

/** What a form says of a segment: its rule as somebody typed it, and the tag of what they saw; none of a new one. */
export type SegmentTyped = { rule: string; etag: string }

export const segmentTyped = ({ fields }: Pick<Visit, 'fields'>): SegmentTyped => ({
  rule: textOf(fields, 'rule'),
  etag: textOf(fields, 'etag'),
})

/** Where a rule is typed, with what rules are made of. */
export const ruleField = (rule: string, { words, publication }: Visit): Html => {
  const texts = words.segmentForm
  const { languages, topics, fields } = publication
  const names = (all: readonly string[]) => all.join(', ')
  const parts: [string, string][] = [
    [`language:${languages[0]}`, texts.language(names(languages))],
    ...(topics[0]
      ? [[`topic:${topics[0].id}`, texts.topic(names(topics.map(({ id }) => id)))] as [string, string]]
      : []),
    ...(fields[0]
      ? [[`field:${fields[0].id}=…`, texts.field(names(fields.map(({ id }) => id)))] as [string, string]]
      : []),
    ['joined>=2031-01-31', texts.joined],
    ['from:form', texts.from],
    ['got:ISSUE', texts.got],
    ['engaged:ISSUE', texts.engaged],
  ]
  return html`<div class="field"><label for="rule">${texts.rule}</label><textarea id="rule" name="rule" rows="3" maxlength="4000" spellcheck="false" autocapitalize="off" required>${rule}</textarea><p class="note">${texts.ruleNote}</p></div>
<details class="apart"><summary>${texts.parts}</summary><dl class="known">${parts.map(([code, text]) => html`<dt><code>${code}</code></dt><dd>${text}</dd>`)}</dl></details>`
}

/** Changes a segment. @param typed what was refused, to be mended */
export const editSegmentForm = (
  segment: SegmentShown,
  etag: string | undefined,
  visit: Visit,
  typed?: SegmentTyped,
): Html => {
  const texts = visit.words.segmentForm
  const rule = typed?.rule ?? writeRule(segment.rule, visit.publication.timeZone)
  return html`<section class="panel"><details${typed && html` open`}><summary>${texts.edit}</summary><form class="form" method="post" action="${segmentsPath}/${segment.name}"><input type="hidden" name="action" value="edit">${etag !== undefined && html`<input type="hidden" name="etag" value="${etag}">`}${ruleField(rule, visit)}<button class="button">${texts.save}</button></form></details></section>`
}

/** Makes a segment. */
export const newSegmentForm = (visit: Visit): Html => {
  const texts = visit.words.segmentForm
  return html`<section class="panel"><h2>${texts.make}</h2><form class="form" method="post" action="${segmentsPath}"><div class="field"><label for="name">${texts.name}</label><input class="count" type="text" id="name" name="name" value="${textOf(visit.fields, 'name')}" autocomplete="off" autocapitalize="off" spellcheck="false" required pattern="[a-z0-9][a-z0-9-]{0,39}"><p class="note">${texts.nameNote}</p></div>${ruleField(textOf(visit.fields, 'rule'), visit)}<button class="button">${texts.save}</button></form></section>`
}

/** What somebody else made of it meanwhile, beside what was typed, and what may be done now. */
const bothVersions = (segment: SegmentShown, etag: string, typed: string, visit: Visit): Html => {
  const { words, format, publication } = visit
  const texts = words.segmentForm
  const path = `${segmentsPath}/${segment.name}`
  const saved = texts.savedBy(
    segment.by ? nameOfPerson(segment.by, visit) : texts.somebody,
    format.time(segment.at),
  )
  return html`<div class="problems" role="alert"><p>${texts.changedMeanwhile}</p></div>
<div class="panels"><section class="panel"><h2>${texts.theirs}</h2><p><code class="rule">${writeRule(segment.rule, publication.timeZone)}</code></p><p class="quietly">${saved}</p><p class="acts"><a class="button second" href="${path}">${texts.keepTheirs}</a></p></section>
<section class="panel"><h2>${texts.yours}</h2><p><code class="rule">${typed}</code></p><p class="quietly">${texts.notSaved}</p><form method="post" action="${path}"><input type="hidden" name="action" value="edit"><input type="hidden" name="etag" value="${etag}"><input type="hidden" name="rule" value="${typed}"><button class="button">${texts.putOver}</button></form></section></div>`
}

type Saved = { outcome: 'saved' } | { outcome: 'refused'; status: number; above: Html }

/** Saves a rule under a name, over that which was seen. Where another stands by now, both are shown. */
export const saveSegment = async (
  name: string,
  { rule: typed, etag }: SegmentTyped,
  visit: Visit,
): Promise<Saved> => {
  const { call, words } = visit
  const read = readRule(typed)
  if (read.outcome === 'wrong')
    return {
      outcome: 'refused',
      status: 409,
      above: problemBox(words.segmentForm.wrong(String(read.column), read.message)),
    }
  const reply = await call('POST /api/segments', {
    body: { name, rule: read.rule, ...(etag && { replace: true }) },
    ...(etag && { ifMatch: etag }),
  })
  if (reply.outcome === 'done') return { outcome: 'saved' }
  const found = reply.status === 412 ? await call('GET /api/segments/{segment}', { id: name }) : undefined
  const standing = found && valueIn(found)
  if (!standing || found.outcome !== 'done' || found.etag === undefined)
    return { outcome: 'refused', status: 409, above: problemsBox(reply, words) }
  return {
    outcome: 'refused',
    status: 412,
    above: bothVersions(standing.segment, found.etag, typed, visit),
  }
}
