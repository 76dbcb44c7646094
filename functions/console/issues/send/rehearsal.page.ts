import type { AudienceAnswer } from '../../../api/answers/sends.ts'
import type { QuotaAnswer } from '../../../api/answers/service.ts'
import { slicesOf } from '../../../sending/schedule/warm-up.ts'
import { type Html, html } from '../../../web/html.ts'
import { mostFirst, totalOf } from '../../frame/counts.ts'
import { consolePath } from '../../settings.ts'
import type { Shown, Visit } from '../../visit.ts'
import { namedIn } from '../../words/named.ts'
import { languageName } from '../../words/publication-names.ts'
import { barOf } from '../articles.page.ts'
import { confirmFields, hidden } from './confirm.page.ts'
import { courseOf } from './course.page.ts'
import { beginOf } from './forecast.ts'
import type { Choice } from './send-choice.ts'

export type Rehearsal = {
  /** What is sent, in words. */
  name: string
  choice: Choice
  /** The whole count. */
  answer: AudienceAnswer
  quota: QuotaAnswer | undefined
  problems?: Html | undefined
}

export const readersIn = ({ languages }: Pick<AudienceAnswer, 'languages'>): number => totalOf(languages)

/** What would happen if it were sent: how many get it, who does not, how long it takes, at what cost. Nothing is sent yet. */
export const rehearsalPage = (visit: Visit, { name, choice, answer, quota, problems }: Rehearsal): Shown => {
  const { id, words, now } = visit
  const texts = words.sending
  const readers = readersIn(answer)
  const slices =
    answer.lately === undefined || choice.allAtOnce ? undefined : slicesOf(readers, answer.lately)
  const begin = beginOf(answer.when, now)
  const title = texts.rehearsal(name)
  const main = html`<p class="quietly"><a href="${consolePath}/issues/${id}">${texts.back}</a></p><h1>${title}</h1>${problems}
<div class="panels">
<section class="panel"><h2>${texts.whom}</h2>${howMany(answer, visit)}</section>
<section class="panel"><h2>${texts.leftOut}</h2>${leftOut(answer.excluded, visit)}</section>
</div>
${readers > 0 && html`<div class="panels"><section class="panel wide"><h2>${texts.course}</h2>${courseOf({ readers, slices, when: answer.when, quota }, visit)}</section></div>`}
${slices && html`<div class="panels"><section class="panel wide"><h2>${texts.warmUp(visit.format.number(slices.length))}</h2>${warmUp(slices, begin, visit)}</section></div>`}
<section class="panel"><h2>${texts.confirm}</h2>${confirmForm({ choice, readers, isSliced: slices !== undefined, isNow: begin === now }, visit)}</section>`
  return { title, main }
}

/** How many would get it, of how many, and in which languages. */
export const howMany = (answer: Pick<AudienceAnswer, 'languages' | 'excluded'>, visit: Visit): Html => {
  const { words, format } = visit
  const texts = words.sending
  const readers = readersIn(answer)
  const left = totalOf(answer.excluded)
  const share = (readers / Math.max(readers + left, 1)) * 100
  const languages = mostFirst(answer.languages).map(
    ([language, count]) => `${languageName(language, visit)} ${format.number(count)}`,
  )
  return html`<p class="figure">${format.number(readers)} <small>${texts.wouldGet}</small></p>
<div class="bar" aria-hidden="true"><svg viewBox="0 0 100 1" preserveAspectRatio="none"><rect class="accepted" width="${share.toFixed(2)}" height="1"/><rect class="excluded" x="${share.toFixed(2)}" width="${(100 - share).toFixed(2)}" height="1"/></svg></div>
<p class="quietly">${languages.join(words.comma)}</p>`
}

/** Who would not get it, and why. */
export const leftOut = (excluded: AudienceAnswer['excluded'], { words, format }: Visit): Html => {
  const texts = words.sending
  const all = mostFirst(excluded)
  if (all.length === 0) return html`<p class="quietly">${texts.nobodyLeftOut}</p>`
  return html`<table><thead><tr><th scope="col">${texts.reason}</th><th scope="col" class="number">${texts.readers}</th></tr></thead><tbody>${all.map(([reason, count]) => html`<tr><td>${namedIn(texts.reasons, reason)}</td><td class="number">${format.number(count)}</td></tr>`)}</tbody></table>`
}

const dayMs = 86_400_000

const warmUp = (slices: readonly number[], begin: number, { words, format }: Visit): Html => {
  const texts = words.sending
  const most = Math.max(...slices)
  const row = (size: number, day: number) =>
    html`<tr><td class="whole">${format.day(new Date(begin + day * dayMs).toISOString())}</td><td class="filled">${barOf(size / most)}</td><td class="number">${format.number(size)}</td></tr>`
  return html`<p>${texts.warmUpNote}</p><table><thead><tr><th scope="col">${texts.day}</th><td></td><th scope="col" class="number">${texts.readers}</th></tr></thead><tbody>${slices.map(row)}</tbody></table>`
}

type Confirm = { choice: Choice; readers: number; isSliced: boolean; isNow: boolean }

const confirmForm = ({ choice, readers, isSliced, isNow }: Confirm, visit: Visit): Html => {
  const texts = visit.words.sending
  const change = html`<button class="button second" name="change" value="yes" formnovalidate>${texts.change}</button>`
  const fields =
    readers === 0
      ? html`<p>${texts.nobody}</p>${hidden(choice)}<p class="acts">${change}</p>`
      : html`${isSliced && html`<p class="choices"><label><input type="checkbox" name="allAtOnce" value="yes">${texts.allAtOnce}</label></p>`}${confirmFields(hidden(choice), readers, isNow ? texts.sendNow : texts.schedule, visit, change)}`
  return html`<form method="post" action="${consolePath}/issues/${visit.id}/send">${fields}</form>`
}
