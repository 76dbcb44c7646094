import { mayDo } from '../../../access/role.ts'
import type { AudienceAnswer } from '../../../api/answers/sends.ts'
import type { StatusesAnswer } from '../../../api/answers/statuses.ts'
import type { Html } from '../../../web/html.ts'
import { html } from '../../../web/html.ts'
import { valueIn } from '../../calls.ts'
import { countedSoFar } from '../../frame/counting.page.ts'
import { problemBox, problemsBox, refusedPage } from '../../frame/refused.page.ts'
import { confirmFields, typedNumber } from '../../issues/send/confirm.page.ts'
import { Counted, countReaders } from '../../issues/send/count-readers.ts'
import { countingPage } from '../../issues/send/counting.page.ts'
import { courseOf } from '../../issues/send/course.page.ts'
import { howMany, leftOut, readersIn } from '../../issues/send/rehearsal.page.ts'
import { leftOutBy } from '../../issues/send/standing.ts'
import { consolePath } from '../../settings.ts'
import { type Answerer, type Moved, type Shown, textOf, type Visit } from '../../visit.ts'
import { languageName } from '../../words/publication-names.ts'
import { type CorrectionChoice, carried, correctionChoiceIn } from './correction-choice.ts'
import { correctionForm, nameOfSource, type Source } from './correction-form.page.ts'
import { correctionPath, correctionsOf } from './corrections.page.ts'
import { faultyEditionsOf } from './faulty-editions.ts'

type Standing = StatusesAnswer['sends'][number]

/** GET /admin/sends/{send}/correction: what would be corrected, to look at and to choose. */
export const correctionPage: Answerer = async (visit) => {
  const source = await sourceFor(visit)
  return 'title' in source ? source : correctionForm(source, correctionChoiceIn({}), visit)
}

/**
 * POST /admin/sends/{send}/correction: counts whom the correction would go to, and shows it; with the number typed as it is
 * counted once more, asks for it.
 */
export const correctSend: Answerer = async (visit) => {
  const source = await sourceFor(visit)
  if ('title' in source) return source
  const { fields, words } = visit
  const choice = correctionChoiceIn(fields)
  if (textOf(fields, 'change')) return correctionForm(source, choice, visit)
  const standing = await standingFor(source, choice, visit)
  const { id, cancelledAt = '' } = standing?.send ?? {}
  if (id !== undefined && !cancelledAt)
    return textOf(fields, 'typed')
      ? { to: `${consolePath}/sends/${id}?done=asked` }
      : correctionForm(source, choice, visit, existsBox(id, words))
  const anew = { ...choice, anew: cancelledAt }
  // One that had begun is for whom it was for.
  if (standing?.send.frozen)
    return confirmOrSend(source, anew, { languages: {}, excluded: {} }, leftOutBy(standing), standing, visit)
  return countAndGoOn(source, anew, standing, visit)
}

const existsBox = (id: string, { correction: texts }: Visit['words']): Html =>
  html`<div class="notice" role="status"><p>${texts.exists} <a href="${consolePath}/sends/${id}">${id}</a></p></div>`

/** The send, for who may send it; or the page that says why not. */
const sourceFor = async ({ call, id, who, words }: Visit): Promise<Source | Shown> => {
  if (who.role === undefined || !mayDo(who.role, 'sender'))
    return refusedPage({ outcome: 'refused', status: 403, problems: [] }, words)
  const found = await call('GET /api/sends/{send}', { id })
  if (found.outcome === 'refused') return refusedPage(found, words)
  const status = found.value
  const published = valueIn(await call('GET /api/issues/{issue}', { id: status.send.issue }))?.published
  if (published) return { status, published }
  return refusedPage({ outcome: 'refused', status: 404, problems: [] }, words)
}

/** The correction that there is of the same editions. */
const standingFor = async (
  { status, published }: Source,
  { languages }: CorrectionChoice,
  visit: Visit,
): Promise<Standing | undefined> => {
  const faulty = faultyEditionsOf(status.send, published)
    .filter(({ language }) => languages.length === 0 || languages.includes(language))
    .flatMap(({ sent }) => sent)
  const same = (editions: readonly string[]) =>
    editions.length === faulty.length && editions.every((one) => faulty.includes(one))
  return (await correctionsOf(status.send.id, visit)).find(({ send }) =>
    same(send.filter?.corrects?.editions ?? []),
  )
}

const countAndGoOn = async (
  source: Source,
  choice: CorrectionChoice,
  standing: Standing | undefined,
  visit: Visit,
): Promise<Shown | Moved> => {
  const { call, id, fields, words } = visit
  const body = choice.languages.length > 0 ? { languages: choice.languages } : {}
  const counted = await countReaders(
    ({ from }) => call('POST /api/sends/{send}/correction/audience', { id, body: { ...body, from } }),
    countedSoFar(fields, Counted),
  )
  if (counted.outcome === 'refused')
    return { ...(await correctionForm(source, choice, visit, problemsBox(counted, words))), status: 409 }
  if (counted.outcome === 'more')
    return countingPage(visit, {
      ...{ path: correctionPath(id), carried: carried(choice), counted: counted.counted },
      ...{ parts: source.status.send.frozen?.ranges ?? 1, typed: textOf(fields, 'typed') },
    })
  return confirmOrSend(source, choice, counted.answer, readersIn(counted.answer), standing, visit)
}

type CountedReaders = Pick<AudienceAnswer, 'languages' | 'excluded'>

const confirmOrSend = async (
  source: Source,
  choice: CorrectionChoice,
  counted: CountedReaders,
  readers: number,
  standing: Standing | undefined,
  visit: Visit,
): Promise<Shown | Moved> => {
  const { call, id, fields, words, format } = visit
  const typed = textOf(fields, 'typed')
  // Whoever typed did not know that it was cancelled.
  const knew = textOf(fields, 'anew') === choice.anew
  if (knew && readers > 0 && typedNumber(typed) === readers) {
    const { languages, note, anew } = choice
    const reply = await call('POST /api/sends/{send}/correction', {
      id,
      body: {
        ...(languages.length > 0 && { languages }),
        ...(Object.keys(note).length > 0 && { note }),
        ...(anew && { anew }),
      },
    })
    if (reply.outcome === 'done') return { to: `${consolePath}/sends/${reply.value.send.id}?done=asked` }
    return { ...(await correctionForm(source, choice, visit, problemsBox(reply, words))), status: 409 }
  }
  const problems = typed !== '' && knew && problemBox(words.sending.differs(typed, format.number(readers)))
  return rehearsal(source, { choice, counted, readers, standing, problems }, visit)
}

type Rehearsed = {
  choice: CorrectionChoice
  counted: CountedReaders
  readers: number
  standing: Standing | undefined
  problems: Html | false
}

/** What would happen: how many get it, who does not and why, how long it takes. Nothing is sent yet. */
const rehearsal = async (
  source: Source,
  { choice, counted, readers, standing, problems }: Rehearsed,
  visit: Visit,
): Promise<Shown> => {
  const { call, id, words, format } = visit
  const texts = words.correction
  const quota = valueIn(await call('GET /api/quota'))
  const title = texts.rehearsal(nameOfSource(source, visit))
  const cancelled =
    standing?.send.cancelledAt &&
    html`<div class="notice" role="status"><p>${texts.wasCancelled(standing.send.id, format.time(standing.send.cancelledAt))}</p></div>`
  const whom = standing?.send.frozen
    ? html`<section class="panel wide"><p class="figure">${format.number(readers)} <small>${words.sending.leftThen}</small></p></section>`
    : html`<section class="panel"><h2>${words.sending.whom}</h2>${howMany(counted, visit)}</section><section class="panel"><h2>${words.sending.leftOut}</h2>${leftOut(counted.excluded, visit)}</section>`
  const main = html`<p class="quietly"><a href="${consolePath}/sends/${id}">${texts.back}</a></p><h1>${title}</h1>${cancelled}${problems}
<div class="panels">${whom}</div>
<div class="panels"><section class="panel wide"><h2>${texts.said}</h2>${saidAbove(choice, visit)}</section></div>
${readers > 0 && html`<div class="panels"><section class="panel wide"><h2>${words.sending.course}</h2>${courseOf({ readers, slices: undefined, when: {}, quota }, visit)}</section></div>`}
<section class="panel"><h2>${texts.send}</h2>${confirmForm(choice, readers, visit)}</section>`
  return { title, main }
}

const saidAbove = ({ note }: CorrectionChoice, visit: Visit): Html => {
  const said = Object.entries(note)
  if (said.length === 0) return html`<p class="quietly">${visit.words.correction.saidNothing}</p>`
  return html`<dl class="known">${said.map(([language, text]) => html`<dt>${languageName(language, visit)}</dt><dd lang="${language}">${text}</dd>`)}</dl>`
}

const confirmForm = (choice: CorrectionChoice, readers: number, visit: Visit): Html => {
  const { sending, correction } = visit.words
  const change = html`<button class="button second" name="change" value="yes" formnovalidate>${sending.change}</button>`
  return html`<form method="post" action="${correctionPath(visit.id)}">${
    readers === 0
      ? html`<p>${sending.nobody}</p>${carried(choice)}<p class="acts">${change}</p>`
      : confirmFields(carried(choice), readers, correction.sendNow, visit, change)
  }</form>`
}
