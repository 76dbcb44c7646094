import type { Element, ElementContent, Root } from 'hast'
import { element, hasClass, isElement, replaceElements } from '../../issue/tree.ts'

/** What a part that scrolls by itself is called, for who does not see it. */
export type PartNames = { table: string; code: string; formula: string }

/**
 * Names what is wider than a phone and scrolls inside itself, and has a keyboard reach it (WCAG 2.2, 2.1.1; axe
 * `scrollable-region-focusable`): tables with their captions' names, code and set formulas are groups.
 */
export const scrollable = (body: Root, names: PartNames): Root => {
  const tree = structuredClone(body)
  let captions = 0
  replaceElements(tree, (node) => {
    if (isElement(node, 'figure')) return captioned(node, `caption-${++captions}`, names)
    return named(node, names)
  })
  return tree
}

const captioned = (figure: Element, id: string, names: PartNames): Element => {
  const children = figure.children.map((child): ElementContent => {
    if (isElement(child, 'figcaption')) return { ...child, properties: { ...child.properties, id } }
    if (!isElement(child)) return child
    const part = named(child, names)
    const { ariaLabel, ...properties } = part.properties
    return { ...part, properties: { ...properties, ...(ariaLabel && { ariaLabelledBy: [id] }) } }
  })
  return { ...figure, children }
}

const named = (node: Element, names: PartNames): Element => {
  if (isElement(node, 'div') && hasClass(node, 'scroll')) return reached(node, 'group', names.table)
  if (isElement(node, 'pre')) return reached(node, 'group', names.code)
  if (isElement(node, 'math') && node.properties.display === 'block')
    return reached(element('div', { className: ['formula'] }, node), 'group', names.formula)
  return node
}

const reached = (node: Element, role: string, ariaLabel: string): Element => ({
  ...node,
  properties: { ...node.properties, role, tabIndex: 0, ariaLabel },
})
