import type { Nodes, Parents, Root, RootContent, Text } from 'mdast'

export const textNode = (value: string): Text => ({ type: 'text', value })

/** The text of a node and its descendants. Images give their alternative text, footnote references nothing. */
export const plain = (node: Nodes): string => {
  if (node.type === 'break') return ' '
  if (node.type === 'image') return node.alt ?? ''
  if ('value' in node) return node.value
  return 'children' in node ? (node.children as Nodes[]).map(plain).join('') : ''
}

/** Replaces every node by what `change` returns, children first. */
export const changeNodes = (
  parent: Parents,
  change: (node: RootContent, parent: Parents) => RootContent[],
): void => {
  const out: RootContent[] = []
  for (const child of parent.children) {
    if ('children' in child) changeNodes(child, change)
    for (const node of change(child, parent)) out.push(node)
  }
  parent.children = out as Root['children']
}
