import { escapeHtml } from '../../../../functions/web/escape-html.ts'
import type { Tell } from '../post.ts'
import { type CardFields, cardHtml } from './cards.ts'

type Node = CardFields & { type: string; children?: Node[] }

/** No real text is nested deeper. */
const deepest = 200

/** Text formats by their bits (Lexical, `TEXT_TYPE_TO_FORMAT`). */
const formats: [bit: number, tag: string][] = [
  [16, 'code'],
  [1, 'strong'],
  [2, 'em'],
  [4, 's'],
  [32, 'sub'],
  [64, 'sup'],
]

/**
 * Turns text from Ghost's current editor into HTML.
 * @param source JSON, `{ root: { children } }`
 * @returns undefined when it is not valid
 */
export const lexicalHtml = (source: string, tell: Tell): string | undefined => {
  try {
    const root: unknown = JSON.parse(source)?.root
    return isNode(root) ? childrenOf(root, 0, tell) : undefined
  } catch {
    return undefined
  }
}

const isNode = (node: unknown): node is Node =>
  typeof node === 'object' && node !== null && typeof (node as Node).type === 'string'

const childrenOf = ({ children }: Node, depth: number, tell: Tell): string => {
  if (!Array.isArray(children)) return ''
  if (depth > deepest) {
    tell('what is nested too deeply', wordsIn(children, tell))
    return ''
  }
  return children
    .filter(isNode)
    .map((child) => nodeHtml(child, depth + 1, tell))
    .join('')
}

/**
 * The text of nodes nested at any depth, in order, as HTML without their structure. Iterative, so that the stack does
 * not overflow.
 */
const wordsIn = (nodes: readonly unknown[], tell: Tell): string => {
  const words: string[] = []
  const left = nodes.toReversed()
  while (left.length > 0) {
    const node = left.pop()
    if (!isNode(node)) continue
    if (!Array.isArray(node.children)) {
      words.push(nodeHtml(node, 0, tell))
      continue
    }
    // A link may be part of a word, so no space before it.
    if (!/link$/.test(node.type)) words.push(' ')
    // Pushed one by one, since the number of arguments of a call is limited.
    for (const child of node.children.toReversed()) left.push(child)
  }
  return words.join('')
}

const nodeHtml = (node: Node, depth: number, tell: Tell): string => {
  const type = node.type.replace(/^extended-/, '')
  const inner = () => childrenOf(node, depth, tell)
  switch (type) {
    case 'text':
    case 'code-highlight':
      return textHtml(node)
    case 'linebreak':
      return '<br>'
    case 'tab':
      return ' '
    case 'paragraph':
      return `<p>${inner()}</p>`
    case 'heading':
      return tagged(/^h[1-6]$/.test(String(node.tag)) ? String(node.tag) : 'h2', inner())
    case 'quote':
    case 'aside':
      return `<blockquote><p>${inner()}</p></blockquote>`
    case 'list':
      return tagged(node.listType === 'number' || node.tag === 'ol' ? 'ol' : 'ul', inner())
    case 'listitem':
      return tagged('li', inner())
    case 'link':
    case 'autolink':
      return `<a href="${escapeHtml(String(node.url ?? ''))}">${inner()}</a>`
    default:
      return Array.isArray(node.children) ? `<div>${inner()}</div>` : cardHtml(type, node, tell)
  }
}

const tagged = (tag: string, inner: string) => `<${tag}>${inner}</${tag}>`

const textHtml = ({ text, format }: Node): string => {
  const bits = typeof format === 'number' ? format : 0
  return formats.reduce(
    (inner, [bit, tag]) => (bits & bit ? tagged(tag, inner) : inner),
    escapeHtml(String(text ?? '')),
  )
}
