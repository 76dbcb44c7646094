import { type Html, html } from '../../../web/html.ts'
import type { Shown, Visit } from '../../visit.ts'
import { barOf } from '../articles.page.ts'
import type { Counted } from './count-readers.ts'

/** The parts in which all readers are counted, one after the other. */
export const shards = 256

type Counting = {
  /** Where the form goes that counts on. */
  path: string
  /** Hidden fields that carry the choice on. */
  carried: Html
  counted: Counted
  /** In how many parts it is counted. */
  parts: number
  /** The number that was typed, if this is the count before sending. */
  typed: string
}

/** While readers are counted, over as many visits as it takes: with script it goes on by itself. */
export const countingPage = (
  { words, format }: Visit,
  { path, carried, counted, parts, typed }: Counting,
): Shown => {
  const texts = words.sending
  const share = Math.min(1, counted.next / parts)
  return {
    title: texts.counting,
    main: html`<h1>${texts.counting}</h1>
<section class="panel"><p role="status">${texts.soFar(format.share(share, 1))}</p>${barOf(share)}<p class="quietly">${texts.countingNote}</p>
<form method="post" action="${path}" hx-post="${path}" hx-trigger="load" hx-target="#main" hx-select="#main" hx-swap="outerHTML" hx-replace-url="true">${carried}<input type="hidden" name="so-far" value="${JSON.stringify(counted)}">${typed && html`<input type="hidden" name="typed" value="${typed}">`}<button class="button second">${texts.countOn}</button></form></section>`,
  }
}
