import { escapeHtml } from './escape-html.ts'

/** HTML that is safe to insert as it is. */
export type Html = { readonly html: string }

type Value = Html | string | number | undefined | null | false | Value[]

/** Marks a string as safe HTML. Only for the output of a sanitiser or of our own code. */
export const raw = (html: string): Html => ({ html })

/**
 * Builds HTML. Escapes every interpolated string for text and for quoted attributes, joins arrays, and omits undefined,
 * null and false.
 */
export const html = (strings: TemplateStringsArray, ...values: Value[]): Html => ({
  html: strings.reduce(
    (out, string, index) => out + string + (index < values.length ? render(values[index]) : ''),
    '',
  ),
})

const render = (value: Value): string => {
  if (value === undefined || value === null || value === false) return ''
  if (Array.isArray(value)) return value.map(render).join('')
  return typeof value === 'object' ? value.html : escapeHtml(String(value))
}
