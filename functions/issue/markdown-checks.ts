import type { Nodes, Root, Table, TableRow } from 'mdast'
import { clip } from '../publication/shorten.ts'
import { defined } from '../runtime/defined.ts'
import { isLeftOpen, texOf } from './display-formulas.ts'
import { imagePath } from './image.ts'
import type { Place } from './issue.ts'
import { nodesOf } from './mdast.ts'

/** Something wrong with a body; lines are 1-based in the body. */
export type Complaint = { reason: string } & { [Part in keyof Place]?: Place[Part] | undefined }

/** An image of the folder; lines as above. */
export type Shown = { path: string } & Place

/**
 * What Markdown allows and an article must not hold, and the images that it shows.
 * @param text of the tree, unless that has been checked by it
 */
export const checkMarkdown = (
  tree: Root,
  text?: string,
): { images: Shown[]; complaints: Complaint[]; formulas: ({ tex: string } & Partial<Place>)[] } => {
  const nodes = nodesOf(tree)
  const images = nodes.flatMap((node) => {
    const path = node.type === 'image' && imagePathOf(node.url)
    return path ? [{ path, ...(placeOf(node) ?? { line: 1 }) }] : []
  })
  const formulas = nodes.flatMap((node) =>
    node.type === 'math' || node.type === 'inlineMath' ? [{ tex: texOf(node), ...placeOf(node) }] : [],
  )
  const lines = text?.split('\n')
  const open = nodes.filter((node) => lines && node.type === 'math' && isLeftOpen(node, lines))
  const complaints = [...nodes.flatMap(complaintsOf), ...footnotes(nodes), ...open.map(leftOpen)]
  return { images, complaints, formulas }
}

/** The first node with more than so many around it. Walks without recursion, which such a tree would break. */
export const firstDeeper = (tree: Root, most: number): Nodes | undefined => {
  let level: Nodes[] = [tree]
  for (let depth = 0; depth <= most && level.length > 0; depth++)
    level = level.flatMap((node) => ('children' in node ? node.children : []))
  return level[0]
}

/** Nothing but comments: the parser takes what stands behind one on its line, or after one that is never closed, for HTML. */
const isComment = (html: string): boolean => /^(<!--(?:(?!-->)[\s\S])*-->\s*)+$/.test(html)

/** The words themselves where they stand on one line. */
const placeOf = ({ position }: Nodes): Place | undefined => {
  if (!position) return undefined
  const { start, end } = position
  const length = end.line === start.line ? end.column - start.column : undefined
  return { line: start.line, ...defined({ column: start.column, length }) }
}

const complaintsOf = (node: Nodes): Complaint[] => {
  const complain = (reason: string): Complaint[] => [{ ...placeOf(node), reason }]
  switch (node.type) {
    case 'html':
      return isComment(node.value) ? [] : complain(`${htmlReason(node.value)}: ${clip(node.value, 40)}`)
    case 'heading':
      return node.depth === 1 || node.depth > 4
        ? complain('headings in an article are ##, ### or ####; the title is its only #')
        : []
    case 'image':
      if (!imagePathOf(node.url) && !isSecure(node.url))
        return complain(`the image ${node.url} is not a path inside the issue’s folder, nor an https address`)
      return node.alt?.trim() ? [] : complain(`the image ${node.url} has no alternative text`)
    case 'imageReference':
      return complain(`write the image [${node.label}] with its path: ![text](images/name.png)`)
    case 'link':
    case 'definition':
      return isWeb(node.url) || isMail(node.url)
        ? []
        : complain(`the link ${node.url} is not an http(s) address`)
    case 'table':
      return longRows(node).map((row) => ({ ...placeOf(row), reason: longRow }))
    case 'text':
      return /\[\^[^\]\s]+\]/.test(node.value)
        ? complain(`the reference ${/\[\^[^\]\s]+\]/.exec(node.value)![0]} has no entry`)
        : []
    default:
      return []
  }
}

/** Cells beyond the head's are left out (GFM, "Tables"): they would be lost. */
const longRows = ({ children: [head, ...rows] }: Table): TableRow[] =>
  rows.filter(({ children }) => children.length > (head?.children.length ?? 0))
const longRow =
  'a row has more cells than the head of its table: give the head as many, or write \\| for a | in a cell'

const leftOpen = ({ position }: Nodes): Complaint => ({
  line: position?.start.line,
  reason: 'a formula that begins with $$ is not closed: $$ belongs on a line of its own behind it',
})

const htmlReason = (html: string): string =>
  html.startsWith('<!--') ? 'a comment is not closed, or text stands behind it' : 'raw HTML is not allowed'

/** The path that a Markdown image names; undefined for what is none. `a%20b.png` is written for `a b.png`. */
const imagePathOf = (url: string): string | undefined => {
  try {
    const path = decodeURI(url)
    return imagePath.test(path) ? path : undefined
  } catch {
    return undefined
  }
}

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address) && URL.canParse(address)
/** Mixed content is not shown: an image of the web comes over TLS. */
const isSecure = (address: string): boolean => /^https:\/\//i.test(address) && URL.canParse(address)
const isMail = (address: string): boolean => /^mailto:[^\s@?]+@[^\s@?]+$/i.test(address)

/** Every entry must be cited, and written once. (A citation without an entry is left as text by the parser.) */
const footnotes = (nodes: Nodes[]): Complaint[] => {
  const cited = new Set(nodes.flatMap((node) => (node.type === 'footnoteReference' ? [node.identifier] : [])))
  const seen = new Set<string>()
  return nodes.flatMap((node) => {
    if (node.type !== 'footnoteDefinition') return []
    const place = placeOf(node)
    const mark = `[^${node.label ?? node.identifier}]`
    const twice = seen.has(node.identifier)
    seen.add(node.identifier)
    if (twice) return [{ ...place, reason: `the reference ${mark} has two entries` }]
    return cited.has(node.identifier) ? [] : [{ ...place, reason: `the reference ${mark} is never cited` }]
  })
}
