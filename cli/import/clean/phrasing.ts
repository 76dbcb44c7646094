import type { Nodes, Parents, PhrasingContent } from 'mdast'
import { plain, textNode } from './tree.ts'

const inline = new Set([
  'text',
  'emphasis',
  'strong',
  'delete',
  'inlineCode',
  'break',
  'image',
  'link',
  'footnoteReference',
  'inlineMath',
  'linkReference',
  'imageReference',
])
const marks = new Set(['emphasis', 'strong', 'delete'])

export const isInline = (node: Nodes): node is PhrasingContent => inline.has(node.type)

/** Reduces any nodes to inline content. */
export const flatten = (nodes: readonly Nodes[]): PhrasingContent[] =>
  nodes.flatMap((node): PhrasingContent[] => {
    if (isInline(node)) return [node]
    if (node.type === 'code' || node.type === 'math')
      return [{ type: 'inlineCode', value: node.value.replace(/\s+/g, ' ') }]
    return 'children' in node ? [...flatten(node.children as Nodes[]), textNode(' ')] : []
  })

export const withoutBreaks = (nodes: readonly PhrasingContent[]): PhrasingContent[] =>
  nodes.map((node) => {
    if (node.type === 'break') return textNode(' ')
    if (node.type === 'text') return { ...node, value: node.value.replace(/\s*\n\s*/g, ' ') }
    return 'children' in node
      ? ({ ...node, children: withoutBreaks(node.children as PhrasingContent[]) } as PhrasingContent)
      : node
  })

/**
 * Normalises inline content: no empty marks, no spaces at the edges of marks, adjacent texts merged, no nested links.
 * @param around types of the inline nodes that contain it
 */
export const phrasing = (nodes: readonly Nodes[], around: readonly string[] = []): PhrasingContent[] => {
  const joined: PhrasingContent[] = []
  const push = (node: PhrasingContent): void => {
    const last = joined.at(-1)
    if (node.type === 'text' && last?.type === 'text')
      joined[joined.length - 1] = { ...last, value: last.value + node.value }
    else if (marks.has(node.type) && last?.type === node.type) {
      const both = last as Parents
      joined[joined.length - 1] = {
        ...both,
        children: phrasing([...both.children, ...(node as Parents).children], [...around, node.type]),
      } as PhrasingContent
    } else joined.push(node)
  }
  for (const node of flatten(nodes)) for (const one of phrase(node, around)) push(one)
  return around.length > 0 ? joined : trimmed(joined)
}

const phrase = (node: PhrasingContent, around: readonly string[]): PhrasingContent[] => {
  if (node.type === 'text') return node.value === '' ? [] : [node]
  if (node.type === 'inlineCode')
    return node.value.trim() === '' ? [] : [{ ...node, value: node.value.replace(/\s*\n\s*/g, ' ') }]
  if (node.type === 'footnoteReference')
    return around.includes('link') ? [textNode(`[${node.label}]`)] : [node]
  if (node.type !== 'link' && !marks.has(node.type)) return [node]
  const parent = node as Extract<PhrasingContent, { children: PhrasingContent[] }>
  const children = phrasing(parent.children, [...around, node.type])
  // Emphasis within the same kind of emphasis has no effect.
  if (around.includes(node.type) || around.length > 5) return children
  const [before, inner, after] = edges(children)
  const shown = inner.length > 0 ? [{ ...parent, children: inner } as PhrasingContent] : []
  return [...(before ? [textNode(before)] : []), ...shown, ...(after ? [textNode(after)] : [])]
}

/** Moves spaces at both ends outside: `** bold **` is not emphasis in Markdown. */
const edges = (nodes: PhrasingContent[]): [string, PhrasingContent[], string] => {
  const inner = [...nodes]
  const take = (at: 0 | -1): string => {
    const node = inner.at(at)
    if (node?.type === 'break') {
      inner.splice(at, 1)
      return ' '
    }
    if (node?.type !== 'text') return ''
    const value = at === 0 ? node.value.trimStart() : node.value.trimEnd()
    const blanks = node.value.length - value.length
    const found = at === 0 ? node.value.slice(0, blanks) : node.value.slice(value.length)
    inner.splice(at, 1, ...(value ? [{ ...node, value }] : []))
    return found
  }
  const before = take(0)
  return [before, inner, take(-1)]
}

const trimmed = (nodes: PhrasingContent[]): PhrasingContent[] => {
  const out = [...nodes]
  const isEmpty = (node: PhrasingContent | undefined) =>
    node?.type === 'break' || (node?.type === 'text' && node.value.trim() === '')
  while (out.length > 0 && isEmpty(out[0])) out.shift()
  while (out.length > 0 && isEmpty(out.at(-1))) out.pop()
  const [first, last] = [out[0], out.at(-1)]
  if (first?.type === 'text') out[0] = { ...first, value: first.value.trimStart() }
  if (last?.type === 'text')
    out[out.length - 1] = {
      ...(out.at(-1) as typeof last),
      value: (out.at(-1) as typeof last).value.trimEnd(),
    }
  return out
}

/** Splits a paragraph that is too long to parse; an empty one gives none. */
export const pieces = (nodes: PhrasingContent[]): PhrasingContent[][] => {
  const out: PhrasingContent[][] = []
  let [size, current]: [number, PhrasingContent[]] = [0, []]
  for (const node of nodes) {
    const length = plain(node).length
    if (current.length > 0 && (size + length > 20_000 || current.length > 500)) {
      out.push(current)
      ;[size, current] = [0, []]
    }
    current.push(node)
    size += length
  }
  return current.length > 0 ? [...out, current] : out
}
