import type { Root } from 'hast'
import type { Root as Markdown } from 'mdast'
import rehypeSanitize, { defaultSchema, type Options as Schema } from 'rehype-sanitize'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { markUp } from './captions.ts'
import { type Complaint, checkMarkdown, firstDeeper, type Shown } from './markdown-checks.ts'
import { renderMath } from './math.ts'

export type Words = { references: string; backToText: (mark: string) => string }

/** What an article's body may hold. Anything else is dropped, whatever the parser made of it. */
const schema: Schema = {
  ...defaultSchema,
  clobberPrefix: '',
  tagNames: [
    ...['p', 'h2', 'h3', 'h4', 'strong', 'em', 'del', 'a', 'code', 'pre', 'br', 'hr', 'blockquote', 'img'],
    ...['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'sup', 'section'],
  ],
  attributes: {
    a: ['href', 'id', 'dataFootnoteRef', 'dataFootnoteBackref', 'ariaLabel', 'ariaDescribedBy'],
    code: [['className', /^language-\w+$/, 'math-inline', 'math-display']],
    img: ['src', 'alt'],
    li: ['id'],
    ol: ['start'],
    h2: ['id'],
    section: ['dataFootnotes', ['className', 'footnotes']],
    th: ['align'],
    td: ['align'],
  },
  // Images are files of the folder: no address has this protocol.
  protocols: { href: ['http', 'https'], src: ['none'] },
  strip: ['script', 'style'],
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(remarkCjkFriendly).freeze()

/** Deeper than any list or quotation that can be read; the parser's time grows with the cube of it. */
const deepest = 30
const tooDeep = new RegExp(
  `^[ \\t]{${deepest * 8},}\\S|^(?:[ \\t]*>|[ \\t]*[*+-][ \\t]){${deepest + 1},}`,
  'm',
)

/** @returns the tree, or a complaint of a nesting under which the parser, or whoever walks the tree, would break down */
const parse = (text: string): Markdown | Complaint => {
  const at = text.search(tooDeep)
  if (at >= 0) return { line: text.slice(0, at).split('\n').length, reason: nested }
  const tree = parser.parse(text) as Markdown
  const deep = firstDeeper(tree, deepest * 2 + 10)
  return deep ? { line: deep.position?.start.line, reason: nested } : tree
}

const nested = `is nested too deeply: at most ${deepest} lists or quotations in each other`

type ReadMarkdown = { body: Root; images: Shown[]; complaints: Complaint[] }

/**
 * Reads the body of an article.
 * @param words of the article's language, for the list of references
 * @returns the one tree that web, mail and text renderings share, and what is wrong with the body (lines 1-based, in `text`)
 */
export const readMarkdown = (text: string, words: Words): ReadMarkdown => {
  const markdown = parse(text)
  if ('reason' in markdown)
    return { body: { type: 'root', children: [] }, images: [], complaints: [markdown] }
  const { images, complaints } = checkMarkdown(markdown)
  const body = unified()
    .use(remarkRehype, {
      clobberPrefix: 'ref-',
      footnoteLabel: words.references,
      footnoteBackLabel: (reference, again) =>
        words.backToText(`${reference + 1}${again > 1 ? `-${again}` : ''}`),
    })
    .use(rehypeSanitize, schema)
    .runSync(markdown) as Root
  for (const { tex, reason, line } of renderMath(body))
    complaints.push({ line, reason: `the formula $${tex.slice(0, 100)}$: ${reason}` })
  markUp(body)
  return { body, images, complaints }
}
