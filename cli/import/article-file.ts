import type { Root } from 'mdast'
import { stringify } from 'yaml'
import type { OutlinedArticle } from './outline.ts'

export type ReadyArticle = {
  /** File name without its extension. */
  name: string
  article: OutlinedArticle
  markdown: string
  /** The parsed tree of `markdown`, when it was kept. */
  parsed?: Root
  summary?: string
  /** Its picture in the digest. */
  picture?: { path: string; alt: string }
  /** What the editor still has to look at. `check` repeats each one until its line is removed from the file. */
  todos?: readonly string[]
  /** Old paths that redirect to this article. */
  aliases?: readonly string[]
  /** Replaces `markdown` when the document has no text of its own. */
  body?: string
}

/**
 * Collapses a text to one line, removes characters that no page, mail or feed may hold, and cuts it to `most`
 * characters.
 */
const line = (text: string, most: number): string => {
  const plain = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff\s]+/gu, ' ').trim()
  return plain.length <= most
    ? plain
    : `${plain
        .slice(0, most - 1)
        .toWellFormed()
        .trimEnd()}…`
}

/** More would not be read. */
const mostTodos = 20

/** YAML comments that list what is still to do. */
export const todoLines = (todos: readonly string[]): string => {
  const rest = todos.length - mostTodos
  const shown = [
    ...todos.slice(0, mostTodos),
    ...(rest > 0 ? [`… and ${rest} more in import-report.json`] : []),
  ]
  return shown.map((todo) => `# TODO: ${line(todo, 300)}\n`).join('')
}

/** The whole article file: front matter, then the text. */
export const articleFile = ({
  article,
  markdown,
  summary,
  picture,
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
    ...(picture && { image: picture.path, alt: line(picture.alt, 500) }),
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
