import type { Source } from '../../functions/edition/model/edition.ts'
import { type NumberedArticle, numberedArticles } from '../../functions/edition/model/numbered-articles.ts'

/** Articles of a section that follow one another on the same pages. */
export type Run = [Placed, ...Placed[]]
type Placed = NumberedArticle & { isShort: boolean }

/** The articles of an issue in printed order: each begins a page, but for short ones after others of their section. */
export const runsOf = ({ issue, language }: Pick<Source, 'issue' | 'language'>): Run[] => {
  const runs: Run[] = []
  for (const placed of numberedArticles(issue)) {
    const isShort = isShortIn(placed, language)
    const last = runs.at(-1)
    if (isShort && last?.[0].section === placed.section) last.push({ ...placed, isShort })
    else runs.push([{ ...placed, isShort }])
  }
  return runs
}

/** A minute's text is half a page. */
const isShortIn = ({ article: { kind, leadsTo, texts } }: NumberedArticle, language: string): boolean =>
  kind === 'brief' || leadsTo !== undefined || texts[language]!.readingMinutes <= 1
