import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html, raw } from '../../web/html.ts'

/** Messages ready to show, by field. */
export type Problems = Partial<Record<string, string>>

/** An attribute, when `there` is true. */
export const mark = (attribute: string, there: boolean): Html | false => there && raw(` ${attribute}`)

/** The message beside a field that says what is wrong with it. */
export const problemNote = (field: string, problems: Problems): Html | undefined =>
  problems[field] ? html`<p class="problem" id="${field}-problem">${problems[field]}</p>` : undefined

/**
 * Links a field to its message for readers who cannot see that the two stand side by side (WCAG 2.2, 3.3.1).
 * @param note id of an explanation that always belongs to the field
 */
export const describedBy = (field: string, problems: Problems, note?: string): Html | undefined => {
  if (problems[field])
    return html` aria-invalid="true" aria-describedby="${[`${field}-problem`, note].filter(Boolean).join(' ')}"`
  return note ? html` aria-describedby="${note}"` : undefined
}

/** A hidden field; nothing when there is no value to carry. */
export const hidden = (name: string, value: string | undefined): Html | undefined =>
  value ? html`<input type="hidden" name="${name}" value="${value}">` : undefined

/** Puts the problem at the start of the page's title, because a screen reader reads the title first. */
export const problemTitle = (title: string, problems: Problems, language: Language): string =>
  Object.keys(problems).length > 0 ? wordsOf(language).forms.problemTitle(title) : title

/**
 * Lists all problems, each with a link to its field. It takes the focus when the page opens, without a script:
 * `autofocus` works on any element (HTML Standard, "The autofocus attribute").
 */
export const problemSummary = (problems: Problems, language: Language): Html | undefined => {
  const found = Object.entries(problems)
  if (found.length === 0) return undefined
  return html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${wordsOf(language).forms.problem}</p>
<ul>${found.map(([field, problem]) => html`<li><a href="#${field}">${problem}</a></li>`)}</ul></div>`
}
