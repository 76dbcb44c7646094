import { stringify } from 'yaml'
import { wordsOf } from '../../platform/words.ts'
import type { IssueFile } from '../issue.ts'
import { articleFile, type ReadyArticle } from './article-file.ts'
import { cleanMarkdown } from './clean/clean.ts'
import { issueYaml, type OwnPublication } from './issue-yaml.ts'
import type { Doubt, Dropped, Outline, OutlinedArticle } from './outline.ts'
import { type Counts, coverageOf, type ImportReport } from './report.ts'
import { createUnique, slugOf } from './slug.ts'
import { summaryOf } from './summary.ts'

export type AssembleOptions = {
  /** The document that the outline is of. */
  text: string
  language: string
  /** Whose issue it will be: a section that bears the name of a topic is that topic's. */
  publication: OwnPublication
  /** Reads an image that the document shows; undefined when there is none that mail and web can show. */
  image: (path: string) => Uint8Array | undefined
  /** Counts what an article's span holds; absent: what its cleaned text holds. */
  count?: (article: OutlinedArticle) => Counts
}

export type ImportedIssue = { files: IssueFile[]; report: ImportReport }

/** Makes an issue's folder of an outlined document, and the report on it. */
export const assemble = (whole: Outline, options: AssembleOptions): ImportedIssue => {
  const outline = withAnArticle(whole)
  const { text, language, publication, image, count } = options
  const dropped: Dropped[] = [...outline.dropped]
  const doubts: Doubt[] = [...outline.doubts]
  const images = new Map<string, Uint8Array>()
  const isShown = (path: string) => {
    const bytes = images.get(path) ?? image(path)
    if (bytes) images.set(path, bytes)
    return bytes !== undefined
  }
  const unique = createUnique()
  const pages = new Set<number>()
  const digits = outline.articles.length > 99 ? 3 : 2
  const used = new Set<string>()
  const reported: ImportReport['articles'] = []
  const ready = outline.articles.map((article, at): ReadyArticle => {
    const cleaned = cleanMarkdown(article.body, { hasImage: isShown })
    const source = article.source ? { source: article.source } : {}
    dropped.push(...cleaned.dropped.map((one) => ({ ...one, ...source })))
    doubts.push(...cleaned.doubts.map((one) => ({ ...one, ...source })))
    for (const { path } of cleaned.images) used.add(path)
    const slug = slugOf(article.title) || 'article'
    const name = `${String(at + 1).padStart(digits, '0')}-${unique(slug)}`
    const page = pageOf(article, pages, doubts)
    reported.push({
      ...(count?.(article) ?? cleaned.counts),
      file: `${name}.md`,
      ...(article.source && { source: article.source }),
      title: article.title,
      kicker: article.kicker ?? null,
      section: article.section ?? null,
      subsection: article.subsection ?? null,
      page: article.page ?? null,
      kind: article.kind,
      author: article.author ?? null,
      startLine: article.startLine,
      endLine: article.endLine,
    })
    return {
      name,
      article: { ...article, page },
      markdown: cleaned.markdown,
      // Trees are many times as large as what they are of.
      ...(text.length < mostKept && cleaned.markdown && { parsed: cleaned.parsed }),
      ...said(article, cleaned, language, doubts),
    }
  })
  const encoder = new TextEncoder()
  const files = [
    {
      path: 'issue.yaml',
      bytes: encoder.encode(stringify(issueYaml(outline, ready, language, publication), { lineWidth: 120 })),
    },
    ...ready.map((one) => ({
      path: `${one.name}.md`,
      bytes: encoder.encode(articleFile(one)),
      ...(one.parsed && !one.body && { parsed: one.parsed }),
    })),
    ...[...used].map((path) => ({ path, bytes: images.get(path)! })),
  ]
  const { title = '', number = null, period = null } = outline.issue
  return {
    files,
    report: {
      issue: { title, number, period },
      sections: outline.sections.map((one) => ({
        number: one.number ?? null,
        title: one.title,
        subsections: one.subsections,
      })),
      articles: reported,
      backMatter: outline.backMatter.map(({ title, startLine, endLine }) => ({ title, startLine, endLine })),
      dropped: dropped.sort((a, b) => a.line - b.line),
      doubts: capped(doubts.sort((a, b) => a.line - b.line)),
      coverage: coverageOf(text, { ...outline, dropped }),
    },
  }
}

/** Nobody looks at more; a broken document can have tens of thousands. */
const mostDoubts = 1_000
/** Characters of a document whose parsed texts are kept, to be read at once. */
const mostKept = 1_000_000

const capped = (doubts: Doubt[]): Doubt[] => {
  const rest = doubts.slice(mostDoubts)
  if (rest.length === 0) return doubts
  return [
    ...doubts.slice(0, mostDoubts),
    { line: rest[0]!.line, what: `… and ${rest.length} more doubts from here on` },
  ]
}

/** A document that is nothing but a title still says that. */
const withAnArticle = (outline: Outline): Outline => {
  const [first] = [...outline.frontMatter, ...outline.headings, ...outline.backMatter]
  if (outline.articles.length > 0 || !first || !outline.issue.title) return outline
  const { title } = outline.issue
  return { ...outline, articles: [{ ...first, title, kind: 'brief', links: [], body: [] }] }
}

/** Words that Markdown would take for marks stay words. */
const asText = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+.!|~$&:-]/g, '\\$&')

/** Two long pieces cannot begin on one page: the second's is left open. */
const pageOf = (
  { page, kind, startLine }: OutlinedArticle,
  pages: Set<number>,
  doubts: Doubt[],
): number | undefined => {
  if (page === undefined || kind === 'brief') return page
  if (pages.has(page)) {
    doubts.push({ line: startLine, what: `page ${page} is another article’s too; left open here` })
    return undefined
  }
  pages.add(page)
  return page
}

/** A summary, and a text or a link where the document has none. */
const said = (
  { links, page, title, startLine, kind }: OutlinedArticle,
  { markdown, lead }: { markdown: string; lead: string },
  language: string,
  doubts: Doubt[],
): { summary?: string; body?: string } => {
  const summary = summaryOf(lead, language)
  if (summary) return { summary }
  if (markdown) return kind === 'brief' && links.length > 0 ? {} : { summary: title }
  if (kind === 'brief' && links.length > 0) return {}
  doubts.push({
    line: startLine,
    what: 'has a title and nothing else: write what it is about, or where to find it',
  })
  const text = page === undefined ? title : wordsOf(language).imported.onlyInPrint(page)
  return { summary: text, body: asText(text) }
}
