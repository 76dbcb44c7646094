import type { FootnoteDefinition, Nodes, Root, RootContent } from 'mdast'
import { normalizeIdentifier } from '../../../functions/issue/markdown-chunks.ts'
import { nodesOf } from '../../../functions/issue/mdast.ts'
import type { Notes } from './remarks.ts'
import { changeNodes, textNode } from './tree.ts'

const key = (node: { identifier: string; label?: string | null | undefined }) =>
  normalizeIdentifier(node.label ?? node.identifier)

/** Keeps footnotes that are defined once and cited. Other definitions, and references without one, become text. */
export const mendFootnotes = (tree: Root, notes: Notes): void => {
  const nodes = nodesOf(tree)
  const entries = nodes.filter((node): node is FootnoteDefinition => node.type === 'footnoteDefinition')
  const defined = new Map<string, FootnoteDefinition>()
  for (const entry of entries)
    if (!defined.has(key(entry)) && entry.children.length > 0) defined.set(key(entry), entry)
  const cited = new Set(citedIn(tree, defined))
  changeNodes(tree, (node) => {
    const line = node.position?.start.line ?? 1
    if (node.type === 'footnoteReference') {
      if (defined.has(key(node))) return [node]
      notes.doubtKind('no entry', line, `the note [${node.label}] has no entry: its mark stays as text`)
      return [textNode(`[${node.label}]`)]
    }
    if (node.type !== 'footnoteDefinition') return [node]
    if (defined.get(key(node)) === node && cited.has(key(node))) return [node]
    notes.doubtKind(
      'entry',
      line,
      `the note [${node.label}] is ${defined.get(key(node)) === node ? 'never cited' : 'written twice'}: it stands as text`,
    )
    return asText(node)
  })
}

/** The notes that are cited by the text, or by notes that the text cites. */
const citedIn = (tree: Root, defined: Map<string, FootnoteDefinition>): string[] => {
  const found = new Set<string>()
  const walk = (node: Nodes): void => {
    if (node.type === 'footnoteReference') {
      const name = key(node)
      if (found.has(name)) return
      found.add(name)
      const entry = defined.get(name)
      if (entry) for (const child of entry.children) walk(child)
    } else if (node.type !== 'footnoteDefinition' && 'children' in node)
      for (const child of node.children) walk(child)
  }
  walk(tree)
  return [...found]
}

const asText = (node: FootnoteDefinition): RootContent[] => {
  const [first, ...rest] = node.children
  const mark = textNode(`[${node.label}] `)
  if (first?.type === 'paragraph') return [{ ...first, children: [mark, ...first.children] }, ...rest]
  return [{ type: 'paragraph', children: [mark], position: node.position }, ...node.children]
}
