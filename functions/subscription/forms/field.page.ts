import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html, raw } from '../../web/html.ts'

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

/** A field that is not shown, or none where there is nothing to carry. */
export const hidden = (name: string, value: string | undefined): Html | undefined =>
  value ? html`<input type="hidden" name="${name}" value="${value}">` : undefined

/** The page's title says first that something is wrong: it is what a screen reader says first of a page. */
export const problemTitle = (title: string, problems: Problems, language: Language): string =>
  Object.keys(problems).length > 0 ? wordsOf(language).forms.problemTitle(title) : title

/**
 * All that is wrong, each with the way to its field. It has the focus when the page opens, without a script: the
 * attribute is for any element (HTML Standard, "The autofocus attribute").
 */
export const problemSummary = (problems: Problems, language: Language): Html | undefined => {
  const found = Object.entries(problems)
  if (found.length === 0) return undefined
  return html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${wordsOf(language).forms.problem}</p>
<ul>${found.map(([field, problem]) => html`<li><a href="#${field}">${problem}</a></li>`)}</ul></div>`
}
