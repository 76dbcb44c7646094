import type { Root } from 'hast'
import type { Root as Markdown } from 'mdast'
import rehypeSanitize from 'rehype-sanitize'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { clip } from '../publication/shorten.ts'
import { markUp } from './captions.ts'
import { type Complaint, checkMarkdown, type Shown } from './markdown-checks.ts'
import { isTex, renderMath } from './math.ts'
import { nodesOf, textIn } from './mdast.ts'
import { deepest, firstDeeper, nested, tooDeep } from './nesting.ts'
import { parseMarkdown } from './parse-markdown.ts'
import { renderedHtml } from './rendered-html.ts'
import { densityOf } from './slow-markdown.ts'
import { keepTasksAndFormulas } from './task-lists-and-formula-lines.ts'

export type Words = { references: string; notes?: string; backToText: (mark: string) => string }

/** @returns the tree, or a complaint if it is nested so deeply that the parser or a tree walk would fail */
const parse = (text: string): Markdown | Complaint => {
  const at = text.search(tooDeep)
  if (at >= 0) return { line: text.slice(0, at).split('\n').length, reason: nested }
  const dense = densePlace(text)
  if (dense !== undefined)
    return { line: dense, reason: 'a paragraph holds too many marks, or too much, to be read' }
  const tree = parseMarkdown(text)
  const deep = firstDeeper(tree, deepest * 2 + 10)
  return deep ? { line: deep.position?.start.line, reason: nested } : tree
}

/** The 1-based line of the first paragraph that takes too long to parse. */
const densePlace = (text: string): number | undefined => {
  let line = 1
  for (const [at, part] of text.split(/(\n[ \t]*\n)/).entries()) {
    // Even elements are paragraphs, odd ones their separators. Code may be long.
    if (at % 2 === 0 && densityOf(part) && !/^[ \t>]*(?:```|~~~|\$\$)/.test(part)) return line
    line += part.split('\n').length - 1
  }
  return undefined
}

type ReadMarkdown = { body: Root; images: Shown[]; complaints: Complaint[] }

/**
 * Reads the body of an article.
 * @param words of the article's language, for the list of references
 * @param parsed the text's tree from `complaintsIn`; changed in place
 * @returns the tree that web, mail and text renderings share, and what is wrong with the body (lines 1-based, in
 * `text`)
 */
export const readMarkdown = (text: string, words: Words, parsed?: Markdown): ReadMarkdown => {
  const markdown = parsed ?? parse(text)
  if ('reason' in markdown)
    return { body: { type: 'root', children: [] }, images: [], complaints: [markdown] }
  const { images, complaints } = checkMarkdown(markdown, parsed ? undefined : text)
  keepTasksAndFormulas(markdown)
  const body = unified()
    .use(remarkRehype, {
      clobberPrefix: 'ref-',
      footnoteLabel: areReferences(markdown) ? words.references : (words.notes ?? words.references),
      footnoteBackLabel: (reference, again) =>
        words.backToText(`${reference + 1}${again > 1 ? `-${again}` : ''}`),
    })
    .use(rehypeSanitize, renderedHtml)
    .runSync(markdown) as Root
  for (const { tex, reason, line } of renderMath(body))
    if (!complaints.some((one) => one.line === line))
      complaints.push({ line, reason: `the formula $${clip(tex, 100)}$: ${reason}` })
  markUp(body)
  return { body, images, complaints }
}

/** Whether the footnotes are references: at least half of them give a year, DOI or arXiv number. */
const areReferences = (markdown: Markdown): boolean => {
  const notes = nodesOf(markdown).filter((node) => node.type === 'footnoteDefinition')
  const cited = notes.filter((note) => /\b(1[89]|20)\d\d\b|\bdoi\b|arxiv/i.test(textIn(note)))
  return cited.length * 2 >= notes.length
}

/**
 * Finds what `readMarkdown` would complain about without rendering anything but formulas.
 * @returns `parsed`, the text's tree, unless it cannot be parsed
 */
export const complaintsIn = (text: string): { complaints: Complaint[]; parsed?: Markdown } => {
  const parsed = parse(text)
  if ('reason' in parsed) return { complaints: [parsed] }
  const { complaints, formulas } = checkMarkdown(parsed, text)
  const bad = formulas.filter(({ tex }) => !isTex(tex))
  return {
    complaints: [...complaints, ...bad.map(({ tex, line }) => ({ line, reason: `the formula $${tex}$` }))],
    parsed,
  }
}
