import type { Element, ElementContent, Root } from 'hast'
import temml from 'temml'
import { unescapeHtml } from '../web/escape-html.ts'
import { element, hasClass, isElement, type Parent, replaceElements, textOf } from './tree.ts'

/**
 * Turns TeX from remark-math into MathML, which browsers draw without a script. Its `alttext` is a readable line for
 * programs that cannot show MathML.
 * @returns formulas that could not be read, with reason and line
 */
export const renderMath = (tree: Root): Failed[] => {
  const failed: Failed[] = []
  replaceElements(tree, (node) => {
    const display = isDisplay(node)
    if (!display && !hasClass(node, 'math-inline')) return node
    const tex = textOf(node).trim()
    try {
      return mathOf(tex, display)
    } catch (error) {
      failed.push({ tex, reason: reasonOf(error as Error), line: node.position?.start.line })
      return node
    }
  })
  return failed
}

/** Whether TeX can be rendered. */
export const isTex = (tex: string): boolean => {
  try {
    temml.renderToString(tex.trim(), { throwOnError: true })
    return true
  } catch {
    return false
  }
}

type Failed = { tex: string; reason: string; line?: number | undefined }

/** Removes position and formula from temml's message; the formula is quoted elsewhere. */
const reasonOf = ({ message }: Error): string =>
  message
    .split('\n')[0]!
    .replace(/ at (end of input|position \d+):.*$/, '')
    .trim()

/** Display math is a `pre` around a `code` with the class. */
const isDisplay = (node: Element): boolean =>
  isElement(node, 'pre') && node.children.some((child) => isElement(child) && hasClass(child, 'math-display'))

const mathOf = (tex: string, display: boolean): Element => {
  const math = treeOf(temml.renderToString(tex, { displayMode: display, throwOnError: true }))
  math.properties = { ...(display && { display: 'block' }), alttext: readable(math).trim() }
  return math
}

/** Attributes to keep. A `style` would violate the site's content security policy. */
const kept = new Set([
  'stretchy',
  'fence',
  'form',
  'mathvariant',
  'separator',
  'columnalign',
  'accent',
  'linethickness',
])

/** Parses temml's output, which is always well-formed. */
const treeOf = (markup: string): Element => {
  const root = element('root', {})
  const open: Element[] = [root]
  for (const [, close, name, attributes = '', text] of markup.matchAll(/<(\/?)([a-z]+)([^>]*)>|([^<]+)/g)) {
    const parent = open.at(-1)!
    if (text !== undefined) parent.children.push({ type: 'text', value: unescapeHtml(text) })
    else if (close) open.pop()
    else {
      const child = element(name!, propertiesOf(attributes))
      parent.children.push(child)
      if (!attributes.endsWith('/')) open.push(child)
    }
  }
  return root.children[0] as Element
}

const propertiesOf = (attributes: string): Element['properties'] =>
  Object.fromEntries(
    [...attributes.matchAll(/([a-z]+)="([^"]*)"/g)]
      .filter(([, name]) => kept.has(name!))
      .map(([, name, value]) => [name!, unescapeHtml(value!)]),
  )

const superscripts = new Map(
  [...'0123456789+-()nil'].map((plain, at) => [plain, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˡ'][at]!]),
)

/** A formula in plain text: `N = k¹ + k²`, `a/b`, `x_i`. */
const readable = (node: Element | ElementContent): string => {
  if (!isElement(node)) return textOf(node)
  const parts = node.children.map(readable)
  const [first = '', second = '', third = ''] = parts
  switch (node.tagName) {
    case 'mo':
      return isRelation.test(first) ? ` ${first} ` : first
    case 'msup':
      return first + raised(second)
    case 'msub':
      return `${first}_${grouped(second)}`
    case 'msubsup':
      return `${first}_${grouped(second)}${raised(third)}`
    case 'mfrac':
      return `${grouped(first)}/${grouped(second)}`
    case 'msqrt':
      return `√${grouped(parts.join(''))}`
    case 'annotation':
      return ''
    default:
      return parts.join('')
  }
}

const isRelation = /^[=<>≤≥≠≈∼→←⇒+−×·∈⊂∪∩]$/
const grouped = (text: string) => ([...text].length > 1 ? `(${text})` : text)
const raised = (text: string): string => {
  if (text === '′') return text
  return [...text].every((one) => superscripts.has(one))
    ? [...text].map((one) => superscripts.get(one)).join('')
    : `^${grouped(text)}`
}

/** The plain-text form of a `math` element. */
export const altTextOf = (node: Parent): string => String((node as Element).properties.alttext ?? '')
