import type { Nodes, Root, Table, TableRow } from 'mdast'
import { clip } from '../publication/shorten.ts'
import { defined } from '../runtime/defined.ts'
import { isLeftOpen, texOf } from './display-formulas.ts'
import { imagePath } from './image.ts'
import type { Place } from './issue.ts'
import { nodesOf } from './mdast.ts'

/** Something wrong with a body. Lines are 1-based, in the body. */
export type Complaint = { reason: string } & { [Part in keyof Place]?: Place[Part] | undefined }

/** An image from the folder. Lines are 1-based, in the body. */
export type Shown = { path: string } & Place

/**
 * Finds what Markdown allows but an article must not contain, and the images and formulas it shows.
 * @param text the tree's source, to find unclosed formulas; omitted if that was checked before
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

/** A node's place, with a length if it is on a single line. */
const placeOf = ({ position }: Nodes): Place | undefined => {
  if (!position) return undefined
  const { start, end } = position
  const length = end.line === start.line ? end.column - start.column : undefined
  return { line: start.line, ...defined({ column: start.column, length }) }
}

const complaintsOf = (node: Nodes): Complaint[] => {
  const complain = (reason: string): Complaint[] => [{ ...placeOf(node), reason }]
  // Of the characters that no file may hold, the one that Markdown takes by its number.
  if (Object.values(node).some((value) => typeof value === 'string' && value.includes('\f')))
    return complain('holds the unprintable character U+000C')
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

/** Rows with more cells than the header: GFM drops those cells (“Tables”), so they would be lost. */
const longRows = ({ children: [head, ...rows] }: Table): TableRow[] =>
  rows.filter(({ children }) => children.length > (head?.children.length ?? 0))
const longRow =
  'a row has more cells than the head of its table: give the head as many, or write \\| for a | in a cell'

const leftOpen = ({ position }: Nodes): Complaint => ({
  line: position?.start.line,
  reason: 'a formula that begins with $$ is not closed: $$ belongs on a line of its own behind it',
})

/** The path of an image in the folder, decoded (`a%20b.png` → `a b.png`); undefined for anything else. */
const imagePathOf = (url: string): string | undefined => {
  try {
    const path = decodeURI(url)
    return imagePath.test(path) ? path : undefined
  } catch {
    return undefined
  }
}

const isWeb = (address: string): boolean => /^https?:\/\//i.test(address) && URL.canParse(address)
/** Browsers block mixed content, so images from the web must use https. */
const isSecure = (address: string): boolean => /^https:\/\//i.test(address) && URL.canParse(address)
const isMail = (address: string): boolean => /^mailto:[^\s@?]+@[^\s@?]+$/i.test(address)

/** Every footnote must be cited, and defined once. (The parser leaves a citation without a definition as text.) */
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

/**
 * Whether it is only comments. The parser also takes for HTML what follows a comment on its line, or follows one that
 * is never closed.
 */
const isComment = (html: string): boolean => /^(<!--(?:(?!-->)[\s\S])*-->\s*)+$/.test(html)

const htmlReason = (html: string): string =>
  html.startsWith('<!--') ? 'a comment is not closed, or text stands behind it' : 'raw HTML is not allowed'
