import type { Nodes, Root } from 'mdast'
import { stringify } from 'yaml'
import type { IssueFile } from '../../functions/issue/issue.ts'
import { mostLetterWords } from '../../functions/issue/read-letter.ts'
import { wordsIn } from '../../functions/issue/reading-time.ts'
import { type Cleaned, cleanMarkdown } from './clean/clean.ts'
import { signatureIn } from './newsletter/signature.ts'
import type { OutlinedArticle } from './outline.ts'

/** An introduction that somebody signed: `letter.md` of the issue. */
export type ImportedLetter = { article: OutlinedArticle; name: string; role?: string; cleaned: Cleaned }

/** What a letter may hold, as its strict reader says. */
const inLetters = new Set(['root', 'paragraph', 'text', 'emphasis', 'strong', 'link', 'inlineCode', 'break'])

/**
 * The introduction as the letter of the person who signs it; undefined where nobody does, where it is longer than a letter,
 * holds more than paragraphs, or is all that there is.
 */
export const letterAmong = (articles: readonly OutlinedArticle[]): ImportedLetter | undefined => {
  const [article] = articles
  if (!article?.isIntroduction || articles.length < 2) return undefined
  const signed = signatureIn(article.body)
  if (!signed) return undefined
  const { rest, ...by } = signed
  const cleaned = cleanMarkdown(rest)
  const words = wordsIn(cleaned.markdown)
  const isLetter = words > 0 && words <= mostLetterWords && cleaned.parsed && isPlain(cleaned.parsed)
  return isLetter ? { article, ...by, cleaned } : undefined
}

const isPlain = (node: Root | Nodes): boolean =>
  inLetters.has(node.type) && (!('children' in node) || node.children.every(isPlain))

export const letterFile = ({ name, role, cleaned }: ImportedLetter): IssueFile => ({
  path: 'letter.md',
  bytes: new TextEncoder().encode(
    `---\n${stringify({ name, ...(role && { role }) }, { lineWidth: 0 })}---\n\n${cleaned.markdown}\n`,
  ),
})
