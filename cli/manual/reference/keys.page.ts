import { stringify } from 'yaml'
import { type Html, html } from '../../../functions/web/html.ts'
import { prose } from './prose.page.ts'
import type { Key } from './schema-keys.ts'

export type KeyReference = {
  /** Begins the addresses of the entries: `issue` and `cover.alt` → `#issue-cover-alt`. */
  anchor: string
  /** Level of the headings: 3 for `h3`. */
  depth: number
  /** How a key is written with a value. */
  write: (name: string, value: unknown) => string
}

export const asYaml = (name: string, value: unknown): string =>
  stringify({ [name]: value }, { lineWidth: 0, defaultStringType: 'PLAIN' }).trimEnd()
export const asJson = (name: string, value: unknown): string => JSON.stringify({ [name]: value })
export const asQuery = (name: string, value: unknown): string => `?${name}=${value}`

/** A reference of keys: for each its type, whether it must be there, what it is, and an example. */
export const keyReference = (keys: readonly Key[], how: KeyReference): Html =>
  html`<div class="keys">${keys.map((key) => entry(key, how))}</div>`

const entry = (key: Key, how: KeyReference): Html => {
  const { anchor, depth, write } = how
  const id = `${anchor}-${key.path.replaceAll('[]', '').replaceAll('.', '-').toLowerCase()}`
  const heading = { html: `h${depth}` }
  return html`<section class="key">
<${heading} id="${id}"><code>${key.path}</code><a class="anchor" href="#${id}" aria-label="Link to this key"></a></${heading}>
<p class="type">${key.type}${factOf(key)}</p>
<p>${prose(key.description)}</p>
${key.example !== undefined && html`<pre class="yaml"><code>${write(key.path.split('.').at(-1)!, key.example)}</code></pre>`}
${key.keys.length > 0 && html`<div class="inner">${key.keys.map((one) => entry(one, { ...how, depth: depth + 1 }))}</div>`}
</section>
`
}

const factOf = ({ isRequired, default: standard }: Key): Html => {
  if (isRequired) return html` <strong>required</strong>`
  if (standard === undefined || (typeof standard === 'object' && Object.keys(standard ?? {}).length === 0))
    return html` <span>may be left out</span>`
  return html` <span>default: <code>${String(standard)}</code></span>`
}
