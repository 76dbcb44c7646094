import type { Outline, Span } from '../outline.ts'
import { unheaded } from './articles.ts'
import { type Apart, withDefinitions } from './definitions.ts'
import { type NewsletterText, spansOf } from './newsletter-text.ts'

type Known = { title: readonly Span[]; apart: Apart; author?: string | undefined }

/**
 * Completes an outline: a newsletter without articles becomes one article, each article gets the definitions it uses,
 * everything is sorted by line, and dropped lines are listed.
 */
export const settled = (text: NewsletterText, outline: Outline, { title, apart, author }: Known): Outline => {
  const whole = outline.articles.length > 0 ? outline : asOneArticle(text, outline, title)
  const [only, second] = whole.articles
  if (only && !second && author && !only.author) only.author = author
  const byLine = (a: Span, b: Span) => a.startLine - b.startLine
  return {
    ...whole,
    articles: whole.articles
      .toSorted(byLine)
      .map((one) => ({ ...one, body: withDefinitions(one.body, apart) })),
    frontMatter: whole.frontMatter.toSorted(byLine),
    headings: whole.headings.toSorted(byLine),
    dropped: [...text.dropped]
      .map(([at, reason]) => ({ line: at + 1, reason }))
      .sort((a, b) => a.line - b.line),
    doubts: whole.doubts.toSorted((a, b) => a.line - b.line),
  }
}

/** Makes one article of a newsletter that has only headings without text, or only a greeting. */
const asOneArticle = (text: NewsletterText, outline: Outline, title: readonly Span[]): Outline => {
  for (const [at, reason] of text.dropped) if (reason.startsWith('a heading')) text.dropped.delete(at)
  const start = title.at(-1)?.endLine ?? text.from
  const part = { from: start, to: text.lines.length, place: {} }
  const article = unheaded(text, outline.issue.title, part)
  const before = spansOf(text, text.keptIn(text.from, title[0] ? title[0].startLine - 1 : start))
  const metadata = outline.frontMatter.filter(({ endLine }) => endLine <= text.from)
  return {
    ...outline,
    sections: [],
    articles: article ? [{ ...article, kind: 'full', links: [] }] : [],
    frontMatter: [...metadata, ...before, ...title],
    headings: [],
    backMatter: [],
    doubts: [
      ...outline.doubts,
      {
        line: start || 1,
        what: article ? 'no article was told apart: all of it is one' : 'holds nothing to publish',
      },
    ],
  }
}
