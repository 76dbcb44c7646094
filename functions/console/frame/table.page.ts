import { type Html, html } from '../../web/html.ts'
import type { Format } from './format.ts'

/** A column's heading; `number` where it holds figures. */
export type Column = string | { number: string }

/** A table that scrolls by itself where it is too wide. @param rows of cells, as many as there are columns */
export const dataTable = (
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly (Html | string)[])[],
): Html => {
  const numeric = columns.map((one) => typeof one !== 'string' && html` class="number"`)
  const head = columns.map(
    (one, index) => html`<th scope="col"${numeric[index]}>${typeof one === 'string' ? one : one.number}</th>`,
  )
  // Too wide for a phone: there, each cell has its column's name beside it, below the first one.
  const isWide = columns.filter((one) => typeof one === 'string').length > 2 && columns.length > 3
  const named = columns.map(
    (one, index) => isWide && index > 0 && html` data-column="${typeof one === 'string' ? one : one.number}"`,
  )
  const body = rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) => html`<td${numeric[index]}${named[index]}>${isWide && index > 0 ? html`<div>${cell}</div>` : cell}</td>`)}</tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table${isWide && html` class="stacked"`}><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

/** A day of the calendar in a cell, `2031-02-03`; such a cell stays in one line. */
export const calendarDayOf = (day: string, format: Format): Html =>
  html`<time datetime="${day}">${format.calendarDay(day)}</time>`
/** An instant, as all pages show one: how far off it is, or its day where that is long; its time and zone are the title. */
export const momentOf = (iso: string, format: Format): Html =>
  html`<time datetime="${iso}" title="${format.time(iso)}">${format.isNear(iso) ? format.fromNow(iso) : format.day(iso)}</time>`
/** The day of an instant in a cell. */
export const dayOf = (iso: string, format: Format): Html =>
  html`<time datetime="${iso}" title="${format.time(iso)}">${format.day(iso)}</time>`
