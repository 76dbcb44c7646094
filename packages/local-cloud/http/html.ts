/** HTML that is safe to insert as it is. */
export type Html = { readonly html: string }

type Value = Html | string | number | undefined | null | false | Value[]

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Builds HTML. Escapes every interpolated string for text and for quoted attributes, joins arrays, and omits undefined,
 * null and false.
 */
export const html = (strings: TemplateStringsArray, ...values: Value[]): Html => ({
  html: strings.map((text, at) => (at < values.length ? text + markupOf(values[at]) : text)).join(''),
})

const markupOf = (value: Value): string => {
  if (value === undefined || value === null || value === false) return ''
  if (Array.isArray(value)) return value.map(markupOf).join('')
  return typeof value === 'object'
    ? value.html
    : String(value).replace(/[&<>"']/g, (letter) => entities[letter]!)
}
