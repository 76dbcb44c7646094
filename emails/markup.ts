/** Escapes a text for MJML: for text, for attributes, and for the HTML that they become. */
const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** MJML or HTML that is safe to insert as it is. */
export type Markup = { readonly markup: string }

type Value = Markup | string | number | undefined | false | Value[]

/** Builds MJML. Escapes every interpolated string, joins arrays, and omits undefined and false. */
export const mj = (strings: TemplateStringsArray, ...values: Value[]): Markup => ({
  markup: strings.reduce(
    (out, string, at) => out + string + (at < values.length ? render(values[at]) : ''),
    '',
  ),
})

const render = (value: Value): string => {
  if (value === undefined || value === false) return ''
  if (Array.isArray(value)) return value.map(render).join('')
  return typeof value === 'object' ? value.markup : escapeText(String(value))
}
