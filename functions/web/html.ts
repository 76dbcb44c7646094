import { escapeHtml } from './entities.ts'

/** A piece of HTML that is safe to put into a page as it is. */
export type Html = { readonly html: string }

type Value = Html | string | number | undefined | null | false | Value[]

/** Marks a string that is already HTML. Only for output of a sanitiser or of our own code. */
export const raw = (html: string): Html => ({ html })

/**
 * Builds HTML; every interpolated string is escaped for text and for quoted attributes.
 * Arrays are joined; undefined, null and false are left out.
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
