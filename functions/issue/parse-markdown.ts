import type { List, Nodes, Root } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { withLatinListNumbers } from './list-numerals.ts'
import { type Chunk, chunksOf } from './markdown-chunks.ts'
import { pandocDollars } from './pandoc-dollars.ts'
import { plainParagraphs } from './plain-paragraphs.ts'

const parser = unified()
  .use(remarkParse)
  // Single tildes mean ranges, as in “from 10~20 to 30~40”, not strikethrough, for which GFM asks for two.
  .use(remarkGfm, { singleTilde: false })
  .use(remarkMath)
  .use(pandocDollars)
  .use(remarkCjkFriendly)
  .freeze()

/**
 * Parses Markdown in linear time. The parser itself is slower on long texts, so it gets them in chunks, each with the
 * definitions that it uses from other chunks.
 * @returns one tree; lines and columns are those of the text, offsets are meaningless
 */
export const parseMarkdown = (written: string): Root => {
  const text = withLatinListNumbers(written)
  const chunks = chunksOf(text)
  const children = parseChunks(chunks, text)
  const used = new Set(chunks.flatMap(({ uses }) => uses.map(({ line }) => line)))
  if (used.size === 0) return rootOf(children)
  const defined = definitionsIn(children)
  // Some chunk used what turned out to be no definition. Blocks stay what they are; its links and notes may not.
  const isWrong = [...used].some((line) => !defined.has(line))
  return rootOf(
    isWrong
      ? parseChunks(
          chunksOf(text, (line) => defined.has(line)),
          text,
        )
      : children,
  )
}

const rootOf = (children: Root['children']): Root => ({
  type: 'root',
  children,
  position: { start: place(1), end: place(1) },
})

/** The lines on which links and footnotes are defined. */
const definitionsIn = (nodes: readonly Nodes[], lines = new Set<number>()): Set<number> => {
  for (const node of nodes) {
    if (/^(footnoteD|d)efinition$/.test(node.type) && node.position) lines.add(node.position.start.line)
    if ('children' in node) definitionsIn(node.children, lines)
  }
  return lines
}

const parseChunks = (chunks: Chunk[], text: string): Root['children'] => {
  const children: Root['children'] = []
  for (let at = 0; at < chunks.length; ) {
    let count = 1
    let read = parseChunk(chunks.slice(at, at + count), text)
    // A block still open at the end of a chunk continues in the next. Doubling the chunks each time keeps this linear.
    while (at + count < chunks.length && isOpen(read.at(-1), text, chunks[at + count]!)) {
      count *= 2
      read = parseChunk(chunks.slice(at, at + count), text)
    }
    const [first, ...rest] = read
    const last = children.at(-1)
    const goesOn = chunks[at]!.list && first?.type === 'list' && last?.type === 'list'
    if (goesOn && first.ordered === last.ordered) join(last, first, text, chunks[at]!.start)
    else if (first) children.push(first)
    for (const node of rest) children.push(node)
    at += count
  }
  return children
}

/** Joins two parts of one list. A blank line between them makes the list loose. */
const join = (list: List, more: List, text: string, at: number): void => {
  for (const one of more.children) list.children.push(one)
  list.spread ||= more.spread || /\n[ \t]*\n$/.test(text.slice(Math.max(0, at - 200), at))
  if (list.position && more.position) list.position.end = more.position.end
}

const place = (line: number, column = 1) => ({ line, column, offset: 0 })

const parseChunk = (chunks: Chunk[], text: string): Root['children'] => {
  const [first, last] = [chunks[0]!, chunks.at(-1)!]
  if (chunks.length === 1 && first.isPlain)
    return plainParagraphs(text.slice(first.start, first.end), first.line)
  const own = new Set(chunks.flatMap((chunk) => chunk.defines))
  const stubs = [...new Set(chunks.flatMap(({ uses }) => uses))].filter(({ label }) => !own.has(label))
  const notes = stubs.filter(({ isNote }) => isNote).map(({ source }) => source)
  const links = stubs.filter(({ isNote }) => !isNote).map(({ source }) => source)
  // A definition ends the footnote before it, which would otherwise take an indented line as its own.
  const before = stubs.length > 0 ? [...notes.flatMap((note) => [note, '']), ...links, '[-]: -', ''] : []
  const source = [...before, text.slice(first.start, last.end)].join('\n')
  const tree = parser.parse(source) as Root
  const kept = tree.children.filter((node) => (node.position?.start.line ?? 1) > before.length)
  for (const node of kept) shift(node, first.line - 1 - before.length)
  return kept
}

const shift = (node: Nodes, by: number): void => {
  if (node.position) {
    const { start, end } = node.position
    node.position = {
      start: place(start.line + by, start.column),
      end: place(end.line + by, end.column),
    }
  }
  if ('children' in node) for (const child of node.children) shift(child, by)
}

const isOpen = (node: Root['children'][number] | undefined, text: string, next: Chunk): boolean => {
  if (!node || (node.type !== 'code' && node.type !== 'html' && node.type !== 'math')) return false
  // Inside HTML, list items are its text up to a blank line.
  if (node.type === 'html' && next.list && !/\n[ \t]*\n$/.test(text.slice(0, next.start).slice(-200)))
    return true
  if (node.type === 'html') return isOpenHtml(node.value.trimStart())
  const last = text.slice(0, next.start).trimEnd()
  const mark = node.type === 'math' ? /^[ \t]*\${2,}[ \t]*$/ : /^[ \t]*(`{3,}|~{3,})[ \t]*$/
  const line = next.line - text.slice(last.length, next.start).split('\n').length + 1
  // The opening mark does not close it.
  return line === node.position?.start.line || !mark.test(last.slice(last.lastIndexOf('\n') + 1))
}

/** HTML blocks that a blank line does not end, with what does (CommonMark 0.31 §4.6, kinds 1 to 5). */
const lasting: [opens: RegExp, closes: RegExp][] = [
  [/^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![a-z]/i, />/],
]

const isOpenHtml = (html: string): boolean => {
  const [opens, closes] = lasting.find(([mark]) => mark.test(html)) ?? []
  return !!opens && !closes!.test(html.slice(2))
}
