import type { ArticleText } from './issue.ts'
import { type FrontMatter, FrontMatter as Schema } from './issue-file.ts'
import { readMarkdown, type Words } from './markdown.ts'
import { plainText } from './plain-text.ts'
import type { Problems } from './problems.ts'
import { readingMinutes } from './reading-time.ts'
import { readText } from './text-file.ts'
import { readYaml } from './yaml.ts'

/** One article file, read: its text, and what must agree with its other languages. */
export type ReadArticle = {
  file: string
  page: number
  kind: FrontMatter['kind']
  /** Images that the body shows, by path, and where. */
  images: { path: string; line: number }[]
  text: ArticleText
  lineOf(key: string): number
}

/**
 * Reads one Markdown file with front matter.
 * @returns undefined when something is wrong; every problem has been added
 */
export const readArticle = (
  file: string,
  bytes: Uint8Array,
  words: Words,
  problems: Problems,
): ReadArticle | undefined => {
  const whole = readText(file, bytes, problems)
  if (whole === undefined) return undefined
  const [, front, between] = /^---\n([\s\S]*?\n)?---[ \t]*(\n|$)/.exec(whole) ?? []
  if (between === undefined) return void problems.add(file, 'has no front matter between two lines of ---', 1)

  const linesBefore = 1
  const meta = readYaml({ file, text: front ?? '', linesBefore }, Schema, problems)
  const bodyStart = whole.indexOf('\n---', 3) + 1
  const bodyLine = whole.slice(0, bodyStart).split('\n').length
  const text = whole.slice(bodyStart).replace(/^---[^\n]*\n?/, '')
  const { body, images, complaints } = readMarkdown(text, words)
  for (const { line, reason } of complaints) problems.add(file, reason, line && line + bodyLine)
  const isEmpty = complaints.length === 0 && plainText(body) === ''
  if (isEmpty) problems.add(file, 'has no text', bodyLine)
  if (!meta || complaints.length > 0 || isEmpty) return undefined

  const { page, kind, ...rest } = meta.value
  const minutes = readingMinutes(plainText(body, { references: false }))
  return {
    file,
    page,
    kind,
    images: images.map(({ path, line }) => ({ path, line: line + bodyLine })),
    text: { ...rest, body, readingMinutes: minutes },
    lineOf: (key) => meta.lineOf([key]),
  }
}
