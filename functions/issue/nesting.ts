import type { Nodes, Root } from 'mdast'

/** No readable list or quotation is nested deeper, and the parser's time grows with the cube of the depth. */
export const deepest = 30
export const tooDeep = new RegExp(
  `^[ \\t]{${deepest * 8},}\\S|^(?:[ \\t]*>|[ \\t]*[*+-][ \\t]){${deepest + 1},}`,
  'm',
)

export const nested = `is nested too deeply: at most ${deepest} lists or quotations in each other`

/** The first node nested deeper than `most`. Not recursive, because such a tree would overflow the stack. */
export const firstDeeper = (tree: Root, most: number): Nodes | undefined => {
  let level: Nodes[] = [tree]
  for (let depth = 0; depth <= most && level.length > 0; depth++)
    level = level.flatMap((node) => ('children' in node ? node.children : []))
  return level[0]
}
