import * as z from 'zod'
import { mayDo } from '../../access/role.ts'
import type { SegmentShown } from '../../api/answers/segments.ts'
import { type Html, html } from '../../web/html.ts'
import { countedSoFar, countNow, countOn } from '../frame/counting.page.ts'
import { addUp, totalOf } from '../frame/counts.ts'
import { doneNotice } from '../frame/facts.page.ts'
import { nameOfPerson } from '../frame/person.page.ts'
import { problemsBox, refusedPage } from '../frame/refused.page.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../visit.ts'
import { namedIn } from '../words/named.ts'
import { languageName } from '../words/publication-names.ts'
import { shareTable } from './counts.page.ts'
import { editSegmentForm, type SegmentTyped, saveSegment, segmentTyped } from './segment-form.page.ts'
import { ruleOf } from './segments.page.ts'
import { readerTabs, segmentsPath } from './tabs.ts'

/** GET /admin/readers/segments/{segment}: its rule, and a count of who is in it. */
export const segmentPage: Answerer = async (visit) => {
  const { segments: texts } = visit.words
  return show(
    visit,
    html`<p class="quietly">${texts.countNote}</p>${countNow(countPath(visit), texts.countNow)}`,
    doneNotice(visit.query.done === 'saved' ? visit.words.segmentForm.saved : undefined),
  )
}

const countPath = ({ id }: Visit): string => `${segmentsPath}/${id}/count`

/** @param typed what somebody would change it to, which was not saved */
const show = async (
  visit: Visit,
  count: Html,
  above: Html | false = false,
  typed?: SegmentTyped,
): Promise<Shown> => {
  const { call, id, words } = visit
  const reply = await call('GET /api/segments/{segment}', { id })
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const { segment } = reply.value
  const texts = words.segments
  const main = html`<h1>${id}</h1>
${readerTabs(visit, segmentsPath, true)}${above}
<div class="panels"><section class="panel wide"><h2>${texts.rule}</h2><p>${ruleOf(segment, visit)}</p><p class="quietly">${savedBy(segment, visit)}</p></section></div>
<div class="panels"><section class="panel wide"><h2>${texts.count}</h2><div id="count">${count}</div></section></div>
${visit.who.role && mayDo(visit.who.role, 'sender') && html`${editSegmentForm(segment, reply.etag, visit, typed)}${removeForm(visit, reply.etag)}`}`
  return { title: id, main }
}

const savedBy = ({ by, at }: SegmentShown, visit: Visit): string => {
  const { words, format } = visit
  const when = format.time(at)
  return by === undefined ? words.segments.at(when) : words.segments.by(nameOfPerson(by, visit), when)
}

/** @param etag what somebody else changes meanwhile is not removed unseen */
const removeForm = ({ id, words }: Visit, etag = ''): Html => {
  const texts = words.segments
  return html`<section class="panel"><details><summary>${texts.remove}</summary><form class="inline" method="post" action="${segmentsPath}/${id}"><input type="hidden" name="action" value="remove"><input type="hidden" name="etag" value="${etag}"><button class="button danger">${texts.removeSure}</button></form><p class="note">${texts.removeNote}</p></details></section>`
}

const numbers = z.record(z.string(), z.number())
/** `segment`: as the first call found it, for somebody may save another under its name meanwhile. */
const SoFar = z.object({ segment: z.unknown(), from: z.number(), languages: numbers, excluded: numbers })

/** POST /admin/readers/segments/{segment}/count: counts the next of the readers. */
export const countSegment: Answerer = async (visit) => {
  const { call, id, fields, words } = visit
  const before = countedSoFar(fields, SoFar)
  const reply = await call('POST /api/segments/count', {
    body: before ? { segment: before.segment, from: before.from } : { segment: id },
  })
  if (reply.outcome === 'refused') return { ...(await show(visit, problemsBox(reply, words))), status: 409 }
  const { segment, next } = reply.value
  const languages = addUp(before?.languages, reply.value.languages)
  const excluded = addUp(before?.excluded, reply.value.excluded)
  const on =
    next === undefined
      ? countNow(countPath(visit), words.segments.countNow)
      : countOn(countPath(visit), { segment, from: next, languages, excluded }, visit)
  return show(visit, html`${counted(languages, excluded, visit)}${on}`)
}

const counted = (languages: Record<string, number>, excluded: Record<string, number>, visit: Visit): Html => {
  const { words, format } = visit
  const texts = words.segments
  const reasonOf = (reason: string) => namedIn({ ...words.send.reasons, ...texts.reasons }, reason)
  return html`<p class="figure">${format.number(totalOf(languages))} <small>${texts.in}</small></p>
<h3>${texts.languages}</h3>${shareTable(texts.languages, words.readers.language, languages, visit, (tag) => languageName(tag, visit))}
<h3>${texts.excluded}</h3>${shareTable(texts.excluded, texts.reason, excluded, visit, reasonOf)}`
}

/** POST /admin/readers/segments/{segment}: changes its rule, or forgets it. */
export const actOnSegment: Answerer = async (visit) => {
  const { call, id, fields, words } = visit
  const again = countNow(countPath(visit), words.segments.countNow)
  const typed = segmentTyped(visit)
  if (textOf(fields, 'action') === 'edit') {
    const saved = await saveSegment(id, typed, visit)
    if (saved.outcome === 'saved') return { to: `${segmentsPath}/${id}?done=saved` }
    return { ...(await show(visit, again, saved.above, typed)), status: saved.status }
  }
  const reply = await call('POST /api/segments/{segment}/remove', {
    id,
    ...(typed.etag && { ifMatch: typed.etag }),
  })
  if (reply.outcome === 'done') return { to: `${segmentsPath}?done=removed` }
  const status = reply.status === 412 ? 412 : 409
  return { ...(await show(visit, again, problemsBox(reply, words))), status }
}
