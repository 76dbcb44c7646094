import type { BlockContent, Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import { flatten, isInline, phrasing, pieces, withoutBreaks } from './phrasing.ts'
import type { Notes } from './remarks.ts'
import { plain, textNode } from './tree.ts'

/** How deeply lists and quotations may be nested; each list item counts as a level too. */
const deepest = 24

/** Turns any tree, however its nodes are nested, into one that can be written as Markdown. */
export const mendStructure = (tree: Root, notes: Notes): void => {
  const blocks = blocksOf(tree.children, 0, notes) as RootContent[]
  // A document of nothing but rules is empty.
  tree.children = blocks.every(({ type }) => type === 'thematicBreak') ? [] : blocks
}

/** Turns nodes into blocks; inline nodes between blocks become paragraphs. */
const blocksOf = (nodes: readonly Nodes[], depth: number, notes: Notes): Nodes[] => {
  const out: Nodes[] = []
  let loose: PhrasingContent[] = []
  const close = () => {
    const position = loose.find((one) => one.position)?.position
    for (const children of pieces(phrasing(loose))) out.push({ type: 'paragraph', children, position })
    loose = []
  }
  for (const node of nodes) {
    if (isInline(node)) loose.push(node)
    else {
      close()
      for (const block of blockOf(node, depth, notes)) out.push(block)
    }
  }
  close()
  return out
}

const blockOf = (node: Nodes, depth: number, notes: Notes): Nodes[] => {
  switch (node.type) {
    case 'paragraph':
      return pieces(phrasing(node.children)).map((children) => ({ ...node, children }))
    case 'heading': {
      const [children, ...rest] = pieces(phrasing(withoutBreaks(node.children)))
      const more = rest.map((children): Nodes => ({ type: 'paragraph', children, position: node.position }))
      return children ? [{ ...node, children }, ...more] : []
    }
    case 'blockquote':
    case 'list':
    case 'listItem':
    case 'footnoteDefinition': {
      if (depth > deepest) {
        notes.doubtKind(
          'deep',
          node.position?.start.line ?? 1,
          'lists or quotations in each other are flattened: too deep to be read',
        )
        return blocksOf([textNode(plain(node))], 0, notes)
      }
      const children =
        node.type === 'list'
          ? node.children.flatMap((item) => itemsOf(item, depth + 1, notes))
          : blocksOf(node.children, depth + 1, notes)
      if (children.length === 0) return []
      return node.type === 'listItem' ? (children as Nodes[]) : [{ ...node, children } as Nodes]
    }
    case 'table': {
      const width = Math.max(...node.children.map((row) => row.children.length))
      const children = node.children.map((row) => ({
        ...row,
        children: [
          ...row.children,
          ...Array.from({ length: width - row.children.length }, () => ({
            type: 'tableCell' as const,
            children: [],
          })),
        ].map((cell) => ({ ...cell, children: phrasing(withoutBreaks(flatten(cell.children))) })),
      }))
      return plain(node).trim() === '' &&
        !children.some((row) => row.children.some((cell) => cell.children.length > 0))
        ? []
        : [{ ...node, children }]
    }
    case 'code':
    case 'math':
      return node.value.trim() === '' ? [] : [node]
    case 'thematicBreak':
      return [node]
    default:
      return 'children' in node ? blocksOf(node.children as Nodes[], depth, notes) : []
  }
}

const itemsOf = (item: Nodes, depth: number, notes: Notes): Nodes[] => {
  if (item.type !== 'listItem')
    return blocksOf([item], depth, notes).map((block) => ({
      type: 'listItem',
      children: [block as BlockContent],
    }))
  const children = blocksOf(item.children, depth + 1, notes) as BlockContent[]
  const [first] = children
  // Mails cannot show checkboxes, so a character stands for them.
  if (typeof item.checked === 'boolean' && first?.type === 'paragraph')
    children[0] = { ...first, children: phrasing([textNode(item.checked ? '☑ ' : '☐ '), ...first.children]) }
  return children.length > 0 ? [{ ...item, checked: null, children }] : []
}
