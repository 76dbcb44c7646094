import type { SaxesTagNS } from 'saxes'

const xlink = 'http://www.w3.org/1999/xlink'

/**
 * CSS that refers outside the drawing: functions that take an address (CSS Images 4, CSS Values 4), and anything that
 * names a host.
 */
export const leadsOut =
  /@import|@font-face|expression|javascript:|url\(\s*(?!['"]?#)|(image-set|cross-fade|\bimage|\bsrc)\(|https?:|\/\/|\\/i

export type Attribute = readonly [name: string, value: string]

/**
 * The attributes to keep: no event handlers, and only references to parts of the same drawing. Of `href` and
 * `xlink:href`, which editors write beside each other for old programs, the first holds (SVG 2 §16.1.5).
 */
export const attributesOf = ({ attributes }: SaxesTagNS): Attribute[] => {
  const all = Object.values(attributes)
  const isPlain = all.some(({ prefix, local }) => prefix === '' && local === 'href')
  return all.flatMap(({ prefix, local, uri, value }): Attribute[] => {
    if (local === 'href') {
      const isKept = isPlain ? prefix === '' : uri === xlink
      return isKept && /^#/.test(value) ? [['href', value]] : []
    }
    if (prefix !== '' || local === 'xmlns' || /^on/i.test(local) || !/^[a-z][\w-]*$/i.test(local)) return []
    return leadsOut.test(value) ? [] : [[local, value]]
  })
}

/** Whether an element must be drawn separately and then blended in. */
export const isLayer = (attributes: readonly Attribute[]): boolean =>
  attributes.some(([name, value]) => layered.test(name === 'style' ? value : name))

/** Style properties that cause that. */
export const layered = /\bopacity|blend-mode|isolation/i

/** Names by which a selector may match an element: its type, id and classes. */
export const namesOf = (local: string, attributes: readonly Attribute[]): string[] => [
  local,
  ...attributes.flatMap(([name, value]) => (/^(id|class)$/.test(name) ? value.split(/\s+/) : [])),
]

export const attribute = ([name, value]: Attribute) => ` ${name}="${escaped(value)}"`
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The root's size in pixels, else that of its view box; undefined if it has neither. */
export const sizeOf = ({ attributes }: SaxesTagNS): { width: number; height: number } | undefined => {
  const given = (name: string) => attributes[name]?.value ?? ''
  const pixels = (text: string) =>
    /^\s*[\d.]+(px)?\s*$/.test(text) ? Math.round(Number.parseFloat(text)) : 0
  const [, , across = 0, down = 0] = given('viewBox')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const [width, height] = [
    pixels(given('width')) || Math.round(across),
    pixels(given('height')) || Math.round(down),
  ]
  return width > 0 && height > 0 ? { width, height } : undefined
}
