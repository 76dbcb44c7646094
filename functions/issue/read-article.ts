import type { Language } from '../publication/language.ts'
import { defined } from '../runtime/defined.ts'
import { cutFrontMatter, type FrontMatter, FrontMatter as Schema } from './front-matter.ts'
import type { ArticleText, IssueFile, Place } from './issue.ts'
import { readMarkdown, type Words } from './markdown.ts'
import type { Shown } from './markdown-checks.ts'
import { plainSummary } from './plain-summary.ts'
import { plainText } from './plain-text.ts'
import type { Problems } from './problems.ts'
import { readingMinutes } from './reading-time.ts'
import { muteAlt, saysNothing } from './says-nothing.ts'
import { readText } from './text-file.ts'
import { soundParts } from './valid-parts.ts'
import { readPartOfYaml } from './yaml.ts'

/** A parsed article file, with what must agree between its languages. */
export type ReadArticle = {
  file: string
  page?: number
  kind: FrontMatter['kind']
  tier?: FrontMatter['tier']
  /** Whether its editor wants a page for it in any case. */
  stub?: boolean
  notes: Pick<FrontMatter, 'withdrawn' | 'errata'>
  aliases: string[]
  /** Images in the body, with their places in the file. */
  images: Shown[]
  text: ArticleText
  placeOf(...path: PropertyKey[]): Place
  /** Whether something is wrong at this path of the front matter. */
  isDoubtful(...path: PropertyKey[]): boolean
}

/**
 * Reads a Markdown file with front matter, as far as possible; adds every problem.
 * @param only the issue's language, if it has just one
 * @returns undefined when it is not text or has no front matter
 */
export const readArticle = (
  { path: file, bytes, parsed }: IssueFile,
  { words, only }: { words: Words; only: Language | undefined },
  problems: Problems,
): ReadArticle | undefined => {
  const whole = readText(file, bytes, problems)
  if (whole === undefined) return undefined
  const cut = cutFrontMatter(whole)
  if (!cut) return void problems.add(file, 'has no front matter between two lines of ---', 1)

  const { yaml, text, linesBefore } = cut
  const meta = readPartOfYaml({ file, text: yaml, linesBefore: 1, only: () => only }, Schema, problems)
  // A tree that came with the file starts at the first line that is not blank.
  const blankLines = parsed ? /^\n*/.exec(text)![0].length : 0
  const bodyLine = linesBefore + blankLines
  const { body, images, complaints } = readMarkdown(text, words, parsed)
  for (const { line, column, length, reason } of complaints)
    problems.add(file, reason, line && { line: line + bodyLine, column, length })
  const {
    page,
    kind,
    tier,
    stub,
    image,
    alt = '',
    withdrawn,
    errata,
    aliases = [],
    ...rest
  } = meta?.value ?? soundParts(Schema, {})
  const isDoubtful = (...path: PropertyKey[]) => meta?.isDoubtful(path) ?? true
  if (image && saysNothing(alt)) problems.add(file, `alt ${muteAlt(alt)}`, meta?.placeOf(['alt']))
  const mayPointElsewhere =
    isDoubtful('kind') || isDoubtful('links') || (kind === 'brief' && rest.links.length > 0)
  if (!mayPointElsewhere && complaints.length === 0 && plainText(body) === '')
    problems.add(file, 'has no text', bodyLine)

  const minutes = readingMinutes(plainText(body, { references: false }))
  return {
    file,
    ...defined({ page }),
    kind,
    ...defined({ tier, stub }),
    notes: defined({ withdrawn, errata }),
    aliases,
    images: images.map((image) => ({ ...image, line: image.line + bodyLine })),
    text: {
      ...rest,
      ...(image && { image: { path: image, alt } }),
      ...(rest.summary && { summary: plainSummary(rest.summary) }),
      body,
      readingMinutes: minutes,
    },
    placeOf: (...path) => meta?.placeOf(path) ?? { line: 1 },
    isDoubtful,
  }
}
