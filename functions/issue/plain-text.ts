import type { Element, ElementContent, Root } from 'hast'
import { altTextOf } from './math.ts'
import { hasClass, isElement } from './tree.ts'

const blocks = new Set([
  'p',
  'h2',
  'h3',
  'h4',
  'li',
  'pre',
  'figure',
  'figcaption',
  'table',
  'tr',
  'blockquote',
  'section',
])

/**
 * An article's plain text: paragraphs separated by empty lines, tables row by row, formulas in plain text.
 * @param options.references false omits the list of references
 */
export const plainText = (tree: Root, { references = true } = {}): string =>
  write(tree.children as ElementContent[], references)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** Elements in which whitespace between children is only markup. */
const laidOut = new Set(['table', 'thead', 'tbody', 'tr', 'ul', 'ol'])

const write = (nodes: ElementContent[], references: boolean): string =>
  nodes
    .map((node) => (isElement(node) ? writeElement(node, references) : 'value' in node ? textIn(node) : ''))
    .join('')

const textIn = (node: ElementContent): string => (node.type === 'text' ? node.value : '')

const writeElement = (node: Element, references: boolean): string => {
  if (node.tagName === 'math') return altTextOf(node)
  if (node.tagName === 'img') return String(node.properties.alt ?? '')
  if (node.tagName === 'br') return '\n'
  if (hasClass(node, 'footnotes') && !references) return ''
  if ('dataFootnoteBackref' in node.properties) return ''
  const children = laidOut.has(node.tagName)
    ? node.children.filter((child) => isElement(child))
    : node.children
  const inner = write(children, references)
  if ('dataFootnoteRef' in node.properties) return references ? `[${inner}]` : ''
  if (isElement(node, 'td', 'th')) return `${inner.trim()}  `
  if (node.tagName === 'tr') return `${inner.trim()}\n`
  if (node.tagName === 'li') return `- ${inner.trim()}\n`
  return blocks.has(node.tagName) ? `\n\n${inner.replace(/^\n+|\n+$/g, '')}\n\n` : inner
}
