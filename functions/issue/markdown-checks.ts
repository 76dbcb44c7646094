import type { Nodes, Root } from 'mdast'

/** Something wrong with a body; `line` is 1-based in the body. */
export type Complaint = { line?: number; reason: string }

/** What Markdown allows and an article must not hold, and the images that it shows. */
export const checkMarkdown = (tree: Root): { images: string[]; complaints: Complaint[] } => {
  const nodes = flatten(tree)
  const images = nodes.flatMap((node) => (node.type === 'image' ? [node.url] : []))
  return { images, complaints: [...nodes.flatMap(complaintsOf), ...footnotes(nodes)] }
}

const flatten = (node: Nodes): Nodes[] => [
  node,
  ...('children' in node ? node.children.flatMap(flatten) : []),
]

const complaintsOf = (node: Nodes): Complaint[] => {
  const complain = (reason: string): Complaint[] => [{ line: node.position?.start.line, reason }]
  switch (node.type) {
    case 'html':
      return node.value.startsWith('<!--')
        ? []
        : complain(`raw HTML is not allowed: ${node.value.slice(0, 40)}`)
    case 'heading':
      return node.depth === 1 || node.depth > 4
        ? complain('headings in an article are ##, ### or ####; the title is its only #')
        : []
    case 'image':
      return node.alt?.trim() ? [] : complain(`the image ${node.url} has no alternative text`)
    case 'link':
    case 'definition':
      return isWeb(node.url) ? [] : complain(`the link ${node.url} is not an http(s) address`)
    case 'text':
      return /\[\^[^\]\s]+\]/.test(node.value)
        ? complain(`the reference ${/\[\^[^\]\s]+\]/.exec(node.value)![0]} has no entry`)
        : []
    default:
      return []
  }
}

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address) && URL.canParse(address)

/** Every entry must be cited, and written once. (A citation without an entry is left as text by the parser.) */
const footnotes = (nodes: Nodes[]): Complaint[] => {
  const cited = new Set(nodes.flatMap((node) => (node.type === 'footnoteReference' ? [node.identifier] : [])))
  const seen = new Set<string>()
  return nodes.flatMap((node) => {
    if (node.type !== 'footnoteDefinition') return []
    const line = node.position?.start.line
    const mark = `[^${node.label ?? node.identifier}]`
    const twice = seen.has(node.identifier)
    seen.add(node.identifier)
    if (twice) return [{ line, reason: `the reference ${mark} has two entries` }]
    return cited.has(node.identifier) ? [] : [{ line, reason: `the reference ${mark} is never cited` }]
  })
}
