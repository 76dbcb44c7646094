import type { Element, ElementContent, Root } from 'hast'
import { element, hasClass, isElement, textOf } from './tree.ts'

const caption = /^(表|图|Table|Figure)\s*\d+(\s*[(（]\w+[)）])?\s*[：:.]/

/**
 * Turns a caption and its table, picture or code into one figure, and a picture with a title too; wraps tables in
 * frames that scroll; and moves h1 down to h2, because the page's title is the only h1.
 */
export const markUp = (tree: Root): void => {
  const out: ElementContent[] = []
  const nodes = tree.children.filter((node): node is ElementContent => !isBlank(node as ElementContent))
  for (let at = 0; at < nodes.length; at++) {
    const [node, next] = [nodes[at]!, nodes[at + 1]]
    if (isCaption(node) && next && isShown(next)) {
      out.push(figure(node, next, true))
      at++
    } else if (isPicture(node) && next && isCaption(next)) {
      out.push(figure(next, node, false))
      at++
    } else if (isPicture(node) && titleOf(node)) {
      out.push(figure(element('p', {}, { type: 'text', value: titleOf(node) }), untitled(node), false))
    } else if (isCaption(node)) out.push({ ...node, properties: { className: ['caption'] } })
    else out.push(isElement(node, 'table') ? frame(node) : lowered(node))
  }
  tree.children = out
}

const isBlank = (node: ElementContent) => node.type === 'text' && node.value.trim() === ''
const isCaption = (node: ElementContent): node is Element =>
  isElement(node, 'p') && caption.test(textOf(node))
const isPicture = (node: ElementContent): node is Element =>
  isElement(node, 'p') && node.children.length === 1 && isElement(node.children[0], 'img')
/** The title of a picture: `![alt](path "title")`. */
const titleOf = ({ children: [image] }: Element): string =>
  isElement(image) ? String(image.properties.title ?? '').trim() : ''
const untitled = (picture: Element): Element => {
  const { title, ...properties } = (picture.children[0] as Element).properties
  return { ...picture, children: [{ ...(picture.children[0] as Element), properties }] }
}
const isShown = (node: ElementContent): node is Element => isElement(node, 'table', 'pre') || isPicture(node)

const figure = (words: Element, shown: Element, captionFirst: boolean): Element => {
  const head = element('figcaption', {}, ...words.children)
  const isTable = isElement(shown, 'table')
  const body = isTable ? frame(shown) : isPicture(shown) ? shown.children[0]! : shown
  const properties = isTable ? { className: ['table'] } : {}
  return element('figure', properties, ...(captionFirst ? [head, body] : [body, head]))
}

/**
 * Lets a table that is wider than the page scroll by itself; `tabindex` makes that possible by keyboard (WCAG 2.2,
 * 2.1.1).
 */
const frame = (table: Element): Element => {
  for (const cell of cellsOf(table)) {
    const { align } = cell.properties
    cell.properties = align === 'right' || align === 'center' ? { className: [String(align)] } : {}
    if (cell.tagName === 'th') cell.properties.scope = 'col'
  }
  return element('div', { className: ['scroll'], tabIndex: 0, role: 'group' }, table)
}

const cellsOf = (parent: Element): Element[] =>
  parent.children.flatMap((child) => {
    if (!isElement(child)) return []
    return isElement(child, 'th', 'td') ? [child] : cellsOf(child)
  })

/**
 * `##` in Markdown is already an h2; the page's title is the only h1. The heading of the references is shown as an
 * ordinary h2.
 */
const lowered = (node: ElementContent): ElementContent => {
  if (isElement(node, 'h1')) return { ...node, tagName: 'h2' }
  if (isElement(node, 'section') && hasClass(node, 'footnotes')) {
    const children = node.children.map((child) =>
      isElement(child, 'h2') ? { ...child, properties: { id: child.properties.id } } : child,
    )
    return { ...node, children }
  }
  return node
}
