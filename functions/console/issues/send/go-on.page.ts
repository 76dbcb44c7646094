import type { StatusAnswer } from '../../../api/answers/statuses.ts'
import { type Html, html } from '../../../web/html.ts'
import { consolePath } from '../../settings.ts'
import type { Shown, Visit } from '../../visit.ts'
import { confirmFields, hidden } from './confirm.page.ts'
import { Choice } from './send-choice.ts'
import { leftOutBy } from './standing.ts'

/** A send that had begun when it was cancelled: its readers and its time are fixed. */
export const goOnPage = (visit: Visit, standing: StatusAnswer, problems?: Html): Shown => {
  const { id: issue, words, format } = visit
  const { id, cancelledAt = '', holds } = standing.send
  const texts = words.sending
  const left = leftOutBy(standing)
  const title = texts.title(id)
  const choice = Choice.parse({ purpose: purposeOf(id, issue), anew: cancelledAt })
  const main = html`<p class="quietly"><a href="${consolePath}/sends/${id}">${id}</a></p><h1>${title}</h1>${problems}
<div class="notice" role="status"><p>${texts.cancelledLate(id, format.time(cancelledAt))}</p>${holds.person && html`<p>${texts.wasPaused(format.time(holds.person))}</p>`}</div>
<section class="panel"><p class="figure">${format.number(left)} <small>${texts.leftThen}</small></p><p class="quietly">${texts.haveIt(format.number(standing.audience.accepted))}</p>
${
  left === 0
    ? html`<p>${texts.nobody}</p>`
    : html`<form method="post" action="${consolePath}/issues/${issue}/send">${confirmFields(hidden(choice), left, texts.goOn, visit)}</form>`
}</section>`
  return { title, main }
}

const purposeOf = (id: string, issue: string): string => {
  const purpose = id.slice(issue.length + 2)
  return purpose === 'digest' ? '' : purpose
}
