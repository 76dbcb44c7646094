import type { Element, ElementContent } from 'hast'
import { element, isElement, textOf } from '../../../functions/issue/tree.ts'

const styleOf = ({ properties }: Element): string => String(properties.style ?? '')
const classesOf = ({ properties }: Element): string => [properties.className ?? []].flat().join(' ')

/** Whether an element is hidden from readers: padded previews, text for machines. */
export const isHidden = (node: Element): boolean =>
  (node.properties.hidden !== undefined &&
    node.properties.hidden !== null &&
    node.properties.hidden !== false) ||
  /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:^|;)\s*opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|max-height\s*:\s*0(?:px)?\s*(?:;|$)|font-size\s*:\s*[01](?:px)?\s*(?:;|$)/i.test(
    styleOf(node),
  ) ||
  /(?:^|[\s_-])(?:preheader|preview-?text|sr-only|visually-hidden)(?:$|[\s_-])/i.test(classesOf(node))

/** The reason for dropping an image that readers do not see; undefined if they do. */
export const pixelReason = (node: Element): string | undefined => {
  const { width, height, src } = node.properties
  const tiny = [width, height].filter(
    (size) => size !== undefined && Number.parseFloat(String(size)) <= 2,
  ).length
  const styled = /(?:^|;)\s*(?:width|height)\s*:\s*[0-2](?:\.\d+)?(?:px)?\s*(?:;|$)/i.test(styleOf(node))
  if (tiny === 2 || styled || (tiny === 1 && (width === undefined || height === undefined)))
    return `a tracking pixel: ${String(src ?? '').slice(0, 100)}`
  return src || node.properties.dataSrc || node.properties.srcSet ? undefined : 'an image without an address'
}

const media: Record<string, string> = {
  iframe: 'src',
  frame: 'src',
  embed: 'src',
  video: 'src',
  audio: 'src',
  object: 'data',
}

/**
 * Turns a video, audio or embedded page into a link.
 * @returns 'none' if it has no address, undefined if the element is not media
 */
export const mediaLink = (node: Element): Element | 'none' | undefined => {
  const attribute = media[node.tagName]
  if (!attribute) return undefined
  const inner = node.children.find((child) => isElement(child, 'source', 'embed')) as Element | undefined
  const address = String(
    node.properties[attribute] ?? node.properties.dataSrc ?? inner?.properties.src ?? '',
  ).trim()
  if (!/^(https?:)?\/\//i.test(address)) return 'none'
  const full = address.startsWith('//') ? `https:${address}` : address
  const said = [node.properties.title, node.properties.ariaLabel, textOf(node)].map((text) =>
    String(text ?? '').trim(),
  )
  const title = said.find((text) => text !== '') ?? nameOf(full)
  return element('a', { href: watchable(full) }, { type: 'text', value: title })
}

const nameOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : address

/** The address of a video's page instead of its bare player. */
const watchable = (address: string): string =>
  address
    .replace(
      /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+)(?:\?.*)?$/,
      'https://www.youtube.com/watch?v=$1',
    )
    .replace(/^https?:\/\/player\.vimeo\.com\/video\/(\d+)(?:\?.*)?$/, 'https://vimeo.com/$1')

const raised = new Map([...'0123456789+-−=()n'].map((plain, at) => [plain, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ'][at]!]))
const lowered = new Map([...'0123456789+-−=()'].map((plain, at) => [plain, [...'₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎'][at]!]))
const ordinal = /^(?:st|nd|rd|th|er|e|o|a|re|ème|TM|™|SM|®|©)$/i

/**
 * `x<sup>2</sup>` becomes x², `<sup>[1]</sup>` becomes [1], `1<sup>st</sup>` becomes 1st; anything else follows ^ or _.
 */
export const raisedText = (node: Element): ElementContent[] => {
  const text = textOf(node).trim()
  const isUp = node.tagName === 'sup'
  const table = isUp ? raised : lowered
  if (node.children.some((child) => child.type !== 'text') || text === '') return node.children
  if ([...text].every((one) => table.has(one)))
    return [{ type: 'text', value: [...text].map((one) => table.get(one)).join('') }]
  if (/^[[【(（*†‡§]/.test(text) || ordinal.test(text) || text.length > 12) return node.children
  return [{ type: 'text', value: isUp ? `^${text}` : `_${text}` }]
}

/** Stands in for a Markdown node without HTML while the rest goes through the HTML parser. `at` is its index. */
export type Kept = { type: 'kept'; at: number; isInline: boolean }
