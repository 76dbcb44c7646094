import type { Nodes, Root } from 'mdast'

/** Renumbers an article's headings to ##, ### and ####, without skipping a level. Its title is the only #. */
export const mendHeadings = (tree: Root): void => {
  const open: number[] = []
  const walk = (node: Nodes): void => {
    if (node.type === 'heading') {
      while (open.length > 0 && open.at(-1)! >= node.depth) open.pop()
      open.push(node.depth)
      node.depth = Math.min(open.length + 1, 4) as 2 | 3 | 4
    } else if ('children' in node) for (const child of node.children) walk(child)
  }
  walk(tree)
}
