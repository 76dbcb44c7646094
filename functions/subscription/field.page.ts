import { type Html, html, raw } from '../platform/html.ts'

/** Ready texts by field. */
export type Problems = Partial<Record<string, string>>

/** An attribute that is there or not. */
export const mark = (attribute: string, there: boolean): Html | false => there && raw(` ${attribute}`)

/** What is wrong with a field, beside it. */
export const problemNote = (field: string, problems: Problems): Html | undefined =>
  problems[field] ? html`<p class="problem" id="${field}-problem">${problems[field]}</p>` : undefined

/**
 * Ties a field to its problem for who cannot see that it stands beside it (WCAG 2.2, 3.3.1).
 * @param note id of an explanation that belongs to the field in any case
 */
export const describedBy = (field: string, problems: Problems, note?: string): Html | undefined => {
  if (problems[field])
    return html` aria-invalid="true" aria-describedby="${[`${field}-problem`, note].filter(Boolean).join(' ')}"`
  return note ? html` aria-describedby="${note}"` : undefined
}
