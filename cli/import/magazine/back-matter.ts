import type { Span } from '../outline.ts'
import { headingOf, type ScannedLine } from '../scan.ts'
import { plainTitle } from '../titles.ts'
import { isPrompt } from './prompts.ts'

/** Headings that only the last pages of a magazine have. */
const closing =
  /^(关于|联系|版权|编委|编辑部|订阅|投稿|about\b|contact|imprint|impressum|masthead|credits|subscri|editorial board|colophon)/i

/** A box at an article's end: its prompt is not the article's. */
const relatedReading = /^(相关阅读|延伸阅读|related reading|further reading)/i

/**
 * Where the last article ends and the last pages begin: at a heading that only they have, or at one before it that
 * follows the prompt by which articles end.
 * @param lines those of the last article, its title left out
 * @returns one part a heading; empty when the article goes on to the end
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
