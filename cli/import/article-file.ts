import type { Root } from 'mdast'
import { stringify } from 'yaml'
import type { OutlinedArticle } from './outline.ts'

export type ReadyArticle = {
  /** The file's name without its ending. */
  name: string
  article: OutlinedArticle
  markdown: string
  /** The tree of `markdown`. */
  parsed?: Root
  summary?: string
  /** What an editor should see to, for `check` to repeat until they take the line away. */
  todos?: readonly string[]
  /** Paths by which it was known before. */
  aliases?: readonly string[]
  /** Instead of the document's own text, where it has none. */
  body?: string
}

/** One line, without what no page, mail or feed may hold, no longer than its field. */
const line = (text: string, most: number): string => {
  const plain = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff\s]+/gu, ' ').trim()
  return plain.length <= most
    ? plain
    : `${plain
        .slice(0, most - 1)
        .toWellFormed()
        .trimEnd()}…`
}

/** Nobody looks at more. */
const mostTodos = 20

/** Comments of YAML that say what is still to do. */
export const todoLines = (todos: readonly string[]): string => {
  const rest = todos.length - mostTodos
  const shown = [
    ...todos.slice(0, mostTodos),
    ...(rest > 0 ? [`… and ${rest} more in import-report.json`] : []),
  ]
  return shown.map((todo) => `# TODO: ${line(todo, 300)}\n`).join('')
}

/** An article's file: front matter, and the text. */
export const articleFile = ({
  article,
  markdown,
  summary,
  aliases = [],
  body,
  todos = [],
}: ReadyArticle): string => {
  const { title, kicker, page, kind, author, links } = article
  const front = {
    title: line(title, 300) || '—',
    ...(kicker && line(kicker, 100) && { kicker: line(kicker, 100) }),
    ...(page && { page }),
    kind,
    ...(author && line(author, 200) && { author: line(author, 200) }),
    ...(summary && { summary: line(summary, 1000) }),
    ...(links.length > 0 && {
      links: links
        .filter(({ url }) => isWeb(url))
        .map((one) => ({ title: line(one.title, 300) || one.url.slice(0, 300), url: one.url })),
    }),
    ...(aliases.length > 0 && { aliases }),
  }
  return `---\n${todoLines(todos)}${stringify(front, { lineWidth: 0 })}---\n\n${body ?? markdown}\n`
}

const isWeb = (url: string): boolean => /^https?:\/\//i.test(url) && url.length <= 2000 && URL.canParse(url)
