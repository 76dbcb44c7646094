import type { ElementContent, Root as Html } from 'hast'
import { raw } from 'hast-util-raw'
import { type Handle, toMdast } from 'hast-util-to-mdast'
import type { BlockContent, Nodes, Root, RootContent, Table, TableCell } from 'mdast'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { textOf } from '../../../functions/issue/tree.ts'
import { tidy } from './html-elements.ts'
import type { Kept } from './html-parts.ts'
import { changeTags } from './page-tags.ts'
import { isInline } from './phrasing.ts'
import type { Notes } from './remarks.ts'

/** How many nodes are searched for a closing tag, and how deeply tags may be nested. */
const widest = 300
const deepest = 100

/**
 * Parses the raw HTML in a Markdown tree with a real HTML parser, together with the Markdown inside it, and turns it
 * into Markdown. A tree without HTML is left as it is.
 */
export const absorbHtml = (tree: Root, notes: Notes): Root => {
  const children: RootContent[] = []
  for (let at = 0; at < tree.children.length; ) {
    const count = hasHtml(tree.children[at]!) ? groupSize(tree.children, at) : 0
    if (count === 0) children.push(tree.children[at++]!)
    else {
      for (const node of convert(tree.children.slice(at, at + count), notes)) children.push(node)
      at += count
    }
  }
  return { ...tree, children }
}

const hasHtml = (node: Nodes): boolean =>
  node.type === 'html' || ('children' in node && node.children.some(hasHtml))

/** How many nodes belong together: from an opening tag to its closing tag. */
const groupSize = (nodes: RootContent[], from: number): number => {
  let open = 0
  for (let at = from; at < Math.min(from + widest, nodes.length); at++) {
    open += openTags(nodes[at]!)
    if (open <= 0) return at - from + 1
  }
  return 1
}

/** Elements whose end tag may be missing are not counted (HTML 5 §13.1.2.4). */
const tag =
  /<(\/?)(?!(?:p|li|td|th|tr|tbody|thead|dt|dd|option|area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)[a-z][^\s/>]*(?:"[^"]*"|'[^']*'|[^'">])*?(\/?)>/gi
const openTags = (node: Nodes): number => {
  if (node.type === 'html')
    return [...node.value.matchAll(tag)].reduce(
      (sum, [, close, self]) => sum + (close ? -1 : self ? 0 : 1),
      0,
    )
  return 'children' in node ? node.children.reduce((sum, child) => sum + openTags(child), 0) : 0
}

const convert = (nodes: RootContent[], notes: Notes): RootContent[] => {
  const tags = nodes.reduce((sum, node) => sum + countOpening(node), 0)
  const line = nodes[0]?.position?.start.line ?? 1
  if (tags > deepest && nestingOf(nodes) > deepest) {
    notes.doubt(line, 'HTML tags are nested too deeply to be read: their text alone is kept')
    return nodes.map(withoutTags)
  }
  const kept: Nodes[] = []
  const opaque = { type: 'root', children: nodes.map((node) => keep(node, kept, notes)) } as Root
  const html = unified()
    .use(remarkRehype, { allowDangerousHtml: true, passThrough: ['kept'] as never })
    .runSync(opaque) as Html
  const parsed = raw(closed(html), { passThrough: ['kept'], file: located }) as Html
  const tidied: Html = { type: 'root', children: tidy(parsed.children as ElementContent[], notes, line) }
  const tree = asMarkdown(tidied, kept)
  for (const node of tree.children) node.position ??= nodes[0]!.position
  return tree.children
}

const asMarkdown = (tidied: Html, kept: Nodes[]): Root =>
  toMdast(tidied, {
    document: true,
    handlers: notesOfPages,
    nodeHandlers: { kept: (_: unknown, node: unknown) => kept[(node as Kept).at] as RootContent },
  }) as Root

/** Handlers for our own elements, by which readers of exports mark notes and formulas. `name` identifies a note. */
const notesOfPages: Record<string, Handle> = {
  'note-reference': (_, { properties }) => ({
    type: 'footnoteReference',
    identifier: String(properties.name),
    label: String(properties.name),
  }),
  formula: (_, node) => ({ type: 'math', value: textOf(node) }),
  'note-entry': (state, node) => ({
    type: 'footnoteDefinition',
    identifier: String(node.properties.name),
    label: String(node.properties.name),
    children: state.toFlow(state.all(node)) as BlockContent[],
  }),
}

/** How deeply tags may be nested in a whole page, whose layout is made of them. */
const deepestPage = 400

/**
 * Parses a whole page, or part of one, as browsers do.
 * @returns undefined if its tags are nested too deeply to walk
 */
export const parsePage = (html: string): Html | undefined => {
  let [open, deepest] = [0, 0]
  const body = changeTags(
    html.replace(/<head\b[\s\S]*?<\/head\s*>/i, ''),
    ({ name, closes, endsItself, text }) => {
      if (!endTagOptional.has(name) && !endsItself) open = Math.max(0, open + (closes ? -1 : 1))
      deepest = Math.max(deepest, open)
      if (taking.has(name)) return ''
      if (name === 'iframe') return closes ? '' : `${text}</iframe>`
      return name === 'title' ? text.replace(/title/i, 'desc') : text
    },
  )
  if (deepest > deepestPage) return undefined
  const whole = { type: 'root', children: [{ type: 'raw', value: body }] } as unknown as Html
  return raw(closed(whole), { file: located }) as Html
}

/** Elements whose end tag may be missing (HTML 5 §13.1.2.4). */
const endTagOptional = new Set(
  'p li td th tr tbody thead tfoot dt dd option area base br col embed hr img input link meta source track wbr'.split(
    ' ',
  ),
)
/**
 * Elements whose tag makes an HTML parser take everything after it for text, and those that only whole documents have.
 */
const taking = new Set('textarea xmp plaintext noembed noframes frameset listing html body'.split(' '))

/** Turns a page from `parsePage` into a Markdown tree; notes what Markdown cannot express. */
export const pageAsMarkdown = (page: Html, notes: Notes): Root =>
  asMarkdown({ type: 'root', children: tidy(page.children as ElementContent[], notes, 1) }, [])

/** The parser holds back what it reads between the cells of a table until something follows, and this is nothing. */
const closed = (html: Html): Html => ({
  ...html,
  children: [...html.children, { type: 'comment', value: '' }],
})

/** Only with a file does hast-util-raw give elements positions; it takes them from the tree. */
const located = { value: ' ', toString: () => ' ' } as never

const countOpening = (node: Nodes): number =>
  node.type === 'html'
    ? (node.value.match(/<[a-z]/gi)?.length ?? 0)
    : 'children' in node
      ? node.children.reduce((sum, child) => sum + countOpening(child), 0)
      : 0

/** The deepest nesting of tags. */
const nestingOf = (nodes: Nodes[]): number => {
  let [open, most] = [0, 0]
  const walk = (node: Nodes): void => {
    if (node.type === 'html')
      for (const [, close, self] of node.value.matchAll(tag)) {
        open = Math.max(0, open + (close ? -1 : self ? 0 : 1))
        most = Math.max(most, open)
      }
    else if ('children' in node) for (const child of node.children) walk(child)
  }
  for (const node of nodes) walk(node)
  return most
}

const withoutTags = (node: Nodes): RootContent => {
  if (node.type === 'html') return { type: 'text', value: node.value.replace(/<[^<>]*>?/g, ' ') }
  if ('children' in node) return { ...node, children: node.children.map(withoutTags) } as RootContent
  return node as RootContent
}

/**
 * Replaces nodes without HTML by placeholders. Text goes through the HTML parser too, since a tag around it may change
 * it.
 */
const keep = (node: RootContent, kept: Nodes[], notes: Notes): unknown => {
  // An SVG's <title> would end the SVG when parsed as HTML.
  if (node.type === 'html')
    return {
      ...node,
      value: node.value
        .replace(/<(\/?)title\b/gi, '<$1desc')
        .replace(swallowing, '')
        .replace(/<iframe\b((?:"[^"]*"|'[^']*'|[^'">])*)>/gi, '<iframe$1></iframe>'),
    }
  if (node.type === 'text') return node
  // Entries of notes would be left out where nothing of the same piece cites them.
  if (node.type === 'footnoteDefinition' && hasHtml(node)) {
    const inside = absorbHtml({ type: 'root', children: node.children }, notes)
    kept.push({ ...node, children: inside.children as BlockContent[] })
    return { type: 'kept', at: kept.length - 1, isInline: false, spread: false }
  }
  // A row takes nothing but cells, and a table nothing but rows.
  const isRow = node.type === 'tableRow' || node.type === 'tableCell'
  if ((isRow || hasHtml(node)) && 'children' in node)
    return {
      ...node,
      ...(node.type === 'table' && { align: alignOf(node) }),
      children: (node.type === 'tableCell' ? withoutParts(node) : node).children.map((child) =>
        keep(child as RootContent, kept, notes),
      ),
    }
  kept.push(node)
  // The handler for lists reads `spread` from their items.
  const spread = node.type === 'listItem' && node.spread === true
  return { type: 'kept', at: kept.length - 1, isInline: isInline(node), spread }
}

const part = /<\/?(?:table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th)\b(?:"[^"]*"|'[^']*'|[^'">])*>/gi

/**
 * A cell of a Markdown table without tags of tables, unless it holds tables whole: an HTML parser would take what comes
 * after them for part of that other table.
 */
const withoutParts = (cell: TableCell): TableCell => {
  const tags = partsIn(cell)
  let open = 0
  const isWhole = tags.every((text) => {
    if (/^<table\b/i.test(text)) open += 1
    if (open === 0) return false
    if (/^<\/table\b/i.test(text)) open -= 1
    return true
  })
  return isWhole && open === 0 ? cell : partsAsSpaces(cell)
}

const partsIn = (node: Nodes): string[] => {
  if (node.type === 'html') return node.value.match(part) ?? []
  return 'children' in node ? node.children.flatMap(partsIn) : []
}

const partsAsSpaces = <Kind extends Nodes>(node: Kind): Kind => {
  if (node.type === 'html') return { ...node, value: node.value.replace(part, ' ') }
  return 'children' in node ? { ...node, children: node.children.map(partsAsSpaces) } : node
}

/** The alignment of a table's columns, of which there are as many as its longest row has cells. */
const alignOf = ({ align, children }: Table): Table['align'] => {
  const width = Math.max(...children.map((row) => row.children.length))
  return Array.from({ length: width }, (_, at) => align?.[at] ?? null)
}

/** Tags that make an HTML parser take everything after them for text. */
const swallowing =
  /<\/?(?:textarea|xmp|plaintext|noembed|noframes|frameset|listing|html|body)\b(?:"[^"]*"|'[^']*'|[^'">])*>|<\/iframe\s*>/gi
