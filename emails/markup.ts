/** Escapes a text for MJML: its text, its attributes and the HTML that it becomes. */
const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** A piece of MJML or HTML that is ready as it stands. */
export type Markup = { readonly markup: string }

type Value = Markup | string | number | undefined | false | Value[]

/** Builds MJML; every interpolated string is escaped, arrays are joined, undefined and false left out. */
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
