import type { Element, ElementContent, Root } from 'hast'
import { copyOfTree, element, hasClass, isElement, replaceElements } from '../../issue/tree.ts'

/** Accessible names of parts that scroll, for readers who cannot see them. */
export type PartNames = { table: string; code: string; formula: string }

/**
 * Names parts that are wider than a phone and scroll by themselves, and makes them reachable by keyboard (WCAG 2.2,
 * 2.1.1; axe `scrollable-region-focusable`). Tables take their caption's name; code and display formulas become groups.
 */
export const scrollable = (body: Root, names: PartNames): Root => {
  const tree = copyOfTree(body)
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
