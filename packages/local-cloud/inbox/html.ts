/** Markup that is safe to send. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A template of markup: whatever is put in is escaped, but for markup and lists of markup. */
export const html = (strings: TemplateStringsArray, ...values: (string | number | Html | Html[])[]): Html => {
  const parts = strings.map((text, at) => (at < values.length ? text + markupOf(values[at]!) : text))
  return new Html(parts.join(''))
}

const markupOf = (value: string | number | Html | Html[]): string => {
  if (Array.isArray(value)) return value.map(markupOf).join('')
  return value instanceof Html ? value.text : String(value).replace(/[&<>"']/g, (letter) => entities[letter]!)
}
