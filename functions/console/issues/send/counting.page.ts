import { html } from '../../../web/html.ts'
import { consolePath } from '../../settings.ts'
import type { Shown, Visit } from '../../visit.ts'
import { barOf } from '../articles.page.ts'
import { hidden } from './confirm.page.ts'
import type { Counted } from './count-readers.ts'
import type { Choice } from './send-choice.ts'

/**
 * While readers are counted, over as many visits as it takes: with script it goes on by itself.
 * @param typed the number that was typed, if this is the count before sending
 */
export const countingPage = (visit: Visit, choice: Choice, counted: Counted, typed: string): Shown => {
  const { id, words, format } = visit
  const texts = words.sending
  const path = `${consolePath}/issues/${id}/send`
  return {
    title: texts.counting,
    main: html`<h1>${texts.counting}</h1>
<section class="card"><p role="status">${texts.soFar(format.share(counted.next, 256))}</p>${barOf(counted.next / 256)}<p class="quietly">${texts.countingNote}</p>
<form method="post" action="${path}" hx-post="${path}" hx-trigger="load" hx-target="#main" hx-select="#main" hx-swap="outerHTML" hx-replace-url="true">${hidden(choice)}<input type="hidden" name="so-far" value="${JSON.stringify(counted)}">${typed && html`<input type="hidden" name="typed" value="${typed}">`}<button class="button second">${texts.countOn}</button></form></section>`,
  }
}
