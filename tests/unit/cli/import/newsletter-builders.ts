import { outlineNewsletter } from '../../../../cli/import/newsletter/newsletter.ts'
import type { Outline, OutlinedArticle } from '../../../../cli/import/outline.ts'

/** Outlines a newsletter that is written with an empty first line. */
export const outline = (text: string, name = 'letter'): Outline =>
  outlineNewsletter(text.replace(/^\n/, ''), { name })

/** Where an article stands: `section › subsection › title`. */
export const shape = ({ section, subsection, title }: OutlinedArticle): string =>
  [section, subsection, title].filter((one) => one !== undefined).join(' › ')

/** Lines that are not blank and not accounted for exactly once; spans that overlap, stand in disorder or end blank. */
export const faults = (text: string, outline: Outline): string[] => {
  const lines = text.split('\n')
  const spans = [...outline.articles, ...outline.frontMatter, ...outline.headings, ...outline.backMatter]
  const times = lines.map(() => 0)
  const inArticle = new Set<number>()
  for (const { startLine, endLine } of spans)
    for (let at = startLine; at <= endLine; at++) times[at - 1]! += 1
  for (const { startLine, endLine } of outline.articles)
    for (let at = startLine; at <= endLine; at++) inArticle.add(at)
  for (const { line } of outline.dropped) if (!inArticle.has(line)) times[line - 1]! += 1
  const dropped = new Set(outline.dropped.map(({ line }) => line))
  const kept = outline.articles.flatMap(({ body }) => body.map(({ line }) => line))
  return [
    ...lines.flatMap((line, at) =>
      line.trim() && times[at] !== 1 ? [`line ${at + 1} is told ${times[at]} times`] : [],
    ),
    ...spans.flatMap(({ startLine, endLine }) =>
      !lines[endLine - 1]?.trim() || startLine > endLine ? [`${startLine}–${endLine} ends badly`] : [],
    ),
    ...outline.articles.flatMap((one, at, all) =>
      at > 0 && one.startLine <= all[at - 1]!.endLine ? [`${one.startLine} is out of order`] : [],
    ),
    ...kept.flatMap((line) => (lines[line - 1] === undefined ? [`no line ${line}`] : [])),
    ...(new Set(outline.dropped.map(({ line }) => line)).size < outline.dropped.length
      ? ['dropped twice']
      : []),
    ...outline.articles.flatMap(({ title }) =>
      title && [...title].length <= 300 ? [] : [`bad title: ${title}`],
    ),
    ...[...dropped].flatMap((line) => (lines[line - 1]?.trim() ? [] : [`dropped a blank line ${line}`])),
  ]
}
