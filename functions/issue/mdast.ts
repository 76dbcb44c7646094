import type { Nodes, Root } from 'mdast'

/** All nodes of a tree, in order of the text. */
export const nodesOf = (tree: Root): Nodes[] => {
  const out: Nodes[] = []
  const walk = (node: Nodes): void => {
    out.push(node)
    if ('children' in node) for (const child of node.children) walk(child)
  }
  walk(tree)
  return out
}

/** The text of a node and its descendants, without markup. */
export const textIn = (node: Nodes): string => {
  if (node.type === 'break') return ' '
  if (node.type === 'image') return node.alt ?? ''
  if ('value' in node) return node.type === 'html' ? '' : node.value
  return 'children' in node ? node.children.map(textIn).join('') : ''
}
