import type { Element, ElementContent, Root } from 'hast'

/** A node of a hast tree that has children. */
export type Parent = Root | Element

export const isElement = <Name extends string = string>(
  node: unknown,
  ...names: Name[]
): node is Element & { tagName: Name } => {
  const element = node as Element | undefined
  return element?.type === 'element' && (names.length === 0 || names.includes(element.tagName as Name))
}

export const element = (
  tagName: string,
  properties: Element['properties'],
  ...children: ElementContent[]
): Element => ({ type: 'element', tagName, properties, children })

/**
 * A tree to change in place: nodes and their properties are new, all else is shared. `structuredClone` takes eight times as long,
 * and a page's text is copied four times.
 */
export const copyOfTree = (root: Root): Root => copyOf(root)

const copyOf = <Node extends Root | Parent['children'][number]>(node: Node): Node => ({
  ...node,
  ...('properties' in node && { properties: { ...node.properties } }),
  ...('children' in node && { children: node.children.map(copyOf) }),
})

/** Replaces every element by what `visit` returns, parents first. Does not descend into replacements. */
export const replaceElements = (parent: Parent, visit: (element: Element) => ElementContent): void => {
  parent.children = parent.children.map((child) => {
    if (child.type !== 'element') return child
    const replaced = visit(child)
    if (replaced === child) replaceElements(child, visit)
    return replaced
  }) as Parent['children']
}

/** The text of a node and its descendants, unchanged. */
export const textOf = (node: Root | ElementContent | { type: string }): string => {
  if ('value' in node && node.type === 'text') return String(node.value)
  return 'children' in node ? (node as Parent).children.map(textOf).join('') : ''
}

export const hasClass = ({ properties }: Element, name: string): boolean =>
  Array.isArray(properties.className) && properties.className.includes(name)
