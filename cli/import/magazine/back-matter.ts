import type { Span } from '../outline.ts'
import { headingOf, type ScannedLine } from '../scan.ts'
import { plainTitle } from '../titles.ts'
import { isPrompt } from './prompts.ts'

/** Headings that only the back matter of a magazine has. */
const closing =
  /^(关于|联系|版权|编委|编辑部|订阅|投稿|about\b|contact|imprint|impressum|masthead|credits|subscri|editorial board|colophon)/i

/** Headings of a box after an article. A prompt in the box does not end the article. */
const relatedReading = /^(相关阅读|延伸阅读|related reading|further reading)/i

/**
 * Finds the back matter after the last article: it begins at a heading that only back matter has, or at an earlier
 * heading after the prompt that ends articles.
 * @param lines of the last article, without its title
 * @returns one part per heading; empty when the article runs to the end
 */
export const findBackMatter = (lines: readonly ScannedLine[]): (Span & { title: string })[] => {
  const headings = lines.flatMap((one, at) => (one.kind === 'heading' ? [{ ...one, at }] : []))
  const known = headings.find(({ text }) => closing.test(plainTitle(headingOf(text).words)))
  const isRelated = (at: number) => {
    const above = headings.findLast((heading) => heading.at < at)
    return above !== undefined && relatedReading.test(plainTitle(headingOf(above.text).words))
  }
  const ended = lines.findLastIndex(
    ({ text }, at) => isPrompt(text) && at < (known?.at ?? Number.POSITIVE_INFINITY) && !isRelated(at),
  )
  const begun = headings.find(({ at }) => ended >= 0 && at > ended) ?? known
  if (!begun) return []
  const parts = headings.filter(({ at }) => at >= begun.at)
  return parts.flatMap(({ at, text, line }, index) => {
    const until = parts[index + 1]?.at ?? lines.length
    const last = lines.slice(at, until).findLast(({ kind }) => kind !== 'blank')!
    return { title: plainTitle(headingOf(text).words), startLine: line, endLine: last.line }
  })
}
