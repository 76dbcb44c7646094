import type { Nodes, Root } from 'mdast'

/** All the nodes of a tree, in the order of the text. */
export const nodesOf = (tree: Root): Nodes[] => {
  const out: Nodes[] = []
  const walk = (node: Nodes): void => {
    out.push(node)
    if ('children' in node) for (const child of node.children) walk(child)
  }
  walk(tree)
  return out
}
