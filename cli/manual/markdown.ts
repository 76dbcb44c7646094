import type { Element, ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { element, isElement, replaceElements, textOf } from '../../functions/issue/tree.ts'
import { type Html, raw } from '../../functions/web/html.ts'
import { createSlugs } from './slug.ts'

export type Heading = { id: string; text: string; depth: number }
/** `lead` is the first paragraph, `description` its text. */
export type PageText = { title: string; lead: Html; description: string; body: Html; headings: Heading[] }

export type MarkdownOptions = {
  /** Where a link of the text leads on the site. @throws when it leads nowhere */
  resolve: (href: string) => string
  /**
   * What replaces a paragraph `{{name}}`.
   * @throws for an unknown name
   */
  insert: (name: string) => Html
}

/** Reads a page of the manual: its title, its description in one line, and its body without the title. */
export const readPage = (markdown: string, { resolve, insert }: MarkdownOptions): PageText => {
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkRehype)
  const tree = processor.runSync(processor.parse(markdown)) as Root
  const slugOf = createSlugs()
  replaceElements(tree, (node) => {
    if (/^h[2-4]$/.test(node.tagName)) return anchored(node, slugOf(textOf(node)))
    if (isElement(node, 'a')) node.properties.href = resolve(String(node.properties.href))
    return isElement(node, 'pre') ? codeBlock(node) : node
  })
  replaceElements(tree, (node) => (isElement(node, 'table') ? scrolling(node) : node))
  typesetQuotes(tree)
  const [title, lead, ...rest] = tree.children.filter((node) => isElement(node))
  if (!isElement(title, 'h1') || !isElement(lead, 'p'))
    throw new Error('a page of the manual begins with a title and a paragraph')
  const body = toHtml({ type: 'root', children: rest }).replaceAll(
    /<p>\{\{([\w-]+)\}\}<\/p>/g,
    (_, name: string) => insert(name).html,
  )
  return {
    title: textOf(title),
    lead: raw(toHtml(lead)),
    description: textOf(lead),
    body: raw(body),
    headings: headingsIn(body),
  }
}

/** Lets a wide table scroll, and removes an empty head. */
const scrolling = (table: Element): Element => {
  const children = table.children.filter((part) => !isElement(part, 'thead') || textOf(part).trim() !== '')
  return element('div', { className: ['scroll'], tabIndex: 0 }, { ...table, children })
}

/** Typographic apostrophes, but not in code, which is typed. */
const typesetQuotes = (node: Root | Element): void => {
  for (const child of node.children) {
    if (child.type === 'text') child.value = child.value.replaceAll("'", '’')
    else if (child.type === 'element' && !isElement(child, 'code', 'pre')) typesetQuotes(child)
  }
}

/** A heading that can be linked to, by itself. */
const anchored = (node: Element, id: string): Element => {
  const link = element('a', { href: `#${id}`, className: ['anchor'], ariaLabel: 'Link to this section' })
  return { ...node, properties: { ...node.properties, id }, children: [...node.children, link] }
}

/**
 * A code block that can be scrolled by keyboard. What is typed and what is answered look different: ```` ```sh run ````
 * and ```` ```text output ````.
 */
const codeBlock = (pre: Element): Element => {
  const code = pre.children.find((child): child is Element => isElement(child, 'code'))
  const meta = (code?.data as { meta?: string | null } | undefined)?.meta ?? ''
  const [language = 'language-text'] = (code?.properties.className as string[] | undefined) ?? []
  const kind = /\boutput\b/.test(meta) ? 'output' : language.replace('language-', '')
  const file = /\bfile=(\S+)/.exec(meta)?.[1]
  const shown: ElementContent[] = [{ ...pre, properties: { className: [kind], tabIndex: 0 } }]
  return file
    ? element(
        'div',
        { className: ['file'] },
        element('p', { className: ['file-name'] }, { type: 'text', value: file }),
        ...shown,
      )
    : (shown[0] as Element)
}

/** Headings of the page, including those of generated parts. */
const headingsIn = (body: string): Heading[] =>
  [...body.matchAll(/<h([23])\b[^>]*? id="([^"]+)"[^>]*>(.*?)<\/h\1>/gs)].map(
    ([, depth, id = '', inner = '']) => ({
      id,
      depth: Number(depth),
      text: inner
        .replaceAll(/<[^>]+>/g, '')
        .replaceAll('&#x26;', '&')
        .replaceAll('&amp;', '&'),
    }),
  )
