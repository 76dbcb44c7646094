import type { Issue } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'

/** A text as it is compared with another, by its letters and digits. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '')

/** Whether two lines say the same, whatever their spaces and marks. */
export const saysTheSame = (one: string, other: string): boolean => lettersOf(one) === lettersOf(other)

/** Letters of a greeting or a date, before which a text has not begun. */
const mostBefore = 40

/** Whether a text begins as another, if behind a greeting, so that a reader of both would read it twice. */
export const beginsLike = (text: string, other: string): boolean => {
  const [long, short] = [lettersOf(text), lettersOf(other).slice(0, 40)]
  return short !== '' && long.slice(0, short.length + mostBefore).includes(short)
}

/** Lines without those that say what the issue’s headlines say anyway. */
export const withoutHeadlines = (
  lines: readonly string[],
  { sections }: Pick<Issue, 'sections'>,
  language: Language,
): string[] => {
  const titles = new Set(
    sections.flatMap(({ articles }) => articles.map(({ texts }) => lettersOf(texts[language]!.title))),
  )
  return lines.filter((line) => !titles.has(lettersOf(line)))
}
