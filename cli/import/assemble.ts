import { stringify } from 'yaml'
import { articleSlug } from '../../functions/issue/article-slug.ts'
import { readImage, whyNotInMail } from '../../functions/issue/image.ts'
import type { IssueFile } from '../../functions/issue/issue.ts'
import { wordsOf } from '../../functions/publication/words.ts'
import { articleFile, type ReadyArticle, todoLines } from './article-file.ts'
import { type CleanOptions, cleanMarkdown, textAsMarkdown } from './clean/clean.ts'
import { articlePicture, coverPicture } from './cover-picture.ts'
import { documentsBy } from './folder-links.ts'
import { pictureBeside } from './folder-pictures.ts'
import { issueYaml, type OwnPublication } from './issue-yaml.ts'
import { type ImportedLetter, letterAmong, letterFile } from './letter.ts'
import { hasPicture, linksIn, plainOf } from './newsletter/plain-markdown.ts'
import type { Doubt, Dropped, Outline, OutlinedArticle } from './outline.ts'
import { type Counts, coverageOf, type Document, type ImportReport } from './report.ts'
import { type Shown, unshownLines } from './shown.ts'
import { slugOf } from './slug.ts'
import { summaryOf } from './summary.ts'
import { createUnique } from './unique-names.ts'

export type AssembleOptions = {
  /** The documents that were outlined. */
  documents: readonly Document[]
  language: string
  /** The publication that the issue belongs to. A section with the name of one of its topics becomes that topic's. */
  publication: OwnPublication
  /**
   * Reads an image that the document refers to.
   * @returns its bytes, the reason why it cannot be shown, or undefined if there is no such file
   */
  image: (path: string) => Uint8Array | string | undefined
  /** The web address of an article's page, by the last part of its path, for links between a folder's articles. */
  addressOf?: (slug: string, language: string) => string
  /** Counts links, figures and so on in an article's span. Default: counts them in the cleaned text. */
  count?: (article: OutlinedArticle) => Counts
}

export type ImportedIssue = { files: IssueFile[]; report: ImportReport }

/** Turns an outlined document into the files of an issue's folder and a report on the import. */
export const assemble = (whole: Outline, options: AssembleOptions): ImportedIssue => {
  const all = withAnArticle(whole)
  const letter = letterAmong(all.articles)
  const outline = letter ? { ...all, articles: all.articles.slice(1) } : all
  const { documents, language, publication, image, addressOf } = options
  const dropped: Dropped[] = [...outline.dropped]
  const doubts: Doubt[] = [...outline.doubts]
  const images = createImages(image)
  const nameOf = createNames(outline.articles.length)
  const pages = new Set<number>()
  const size = documents.reduce((sum, { text }) => sum + text.length, 0)
  const names = outline.articles.map(({ title }) => nameOf(title))
  const linkFrom = linksBetween(outline.articles, names, addressOf && ((slug) => addressOf(slug, language)))
  const made = outline.articles.map((article, nth) => {
    const cleaned = cleanMarkdown(article.body, {
      hasImage: images.has,
      ...(article.source !== undefined && inFolder(article.source, linkFrom, images.has)),
    })
    const of = article.source ? { source: article.source } : {}
    dropped.push(...cleaned.dropped.map((one) => ({ ...one, ...of })))
    doubts.push(...cleaned.doubts.map((one) => ({ ...one, ...of })))
    images.use(cleaned.images)
    const picture = article.picture && articlePicture(article, images.mailed, doubts)
    if (picture) images.use([picture])
    const said = summaryAndBody(article, cleaned, language, doubts)
    const ready: ReadyArticle = {
      name: names[nth]!,
      article: {
        ...article,
        page: pageOf(article, pages, doubts),
        // A text shows its own links; only what has no summary needs one beside it.
        links: article.links.filter(
          ({ url }) => !said.summary || !cleaned.links.some((one) => one.url === url),
        ),
      },
      markdown: cleaned.markdown,
      // A tree is many times larger than its text.
      ...(size < mostKept && cleaned.markdown && { parsed: cleaned.parsed }),
      ...said,
      ...(picture && { picture }),
    }
    return { ready, reported: reportOn(ready.name, article, options.count?.(article) ?? cleaned.counts) }
  })
  const ready = made.map((one) => one.ready)
  const cover = coverPicture(outline.issue, images.mailed, doubts)
  if (cover) images.use([cover])
  dropped.push(...(letter?.cleaned.dropped ?? []))
  doubts.push(...(letter?.cleaned.doubts ?? []))
  const unshown = unshownLines(documents, { ...all, dropped, doubts }, [
    ...(letter ? [shownOfLetter(letter)] : []),
    ...ready.map(shownOf),
  ])
  return {
    files: [
      ...filesOf(ready, issueYaml(outline, ready, { language, publication, cover }), doubts.length),
      ...(letter ? [letterFile(letter)] : []),
      ...images.used(),
    ],
    report: {
      ...aboutIssue(outline),
      ...(letter && { letter: aboutLetter(letter) }),
      articles: made.map((one) => one.reported),
      dropped: dropped.sort(byLine),
      doubts: capped(doubts.sort(byLine)),
      coverage: coverageOf(documents, { ...all, dropped }, unshown),
    },
  }
}

const shownOf = ({ article, markdown, body, summary = '' }: ReadyArticle): Shown => {
  const { title, kicker = '', author = '', links } = article
  return {
    plain: [title, kicker, author, summary, ...links.map((link) => link.title)],
    markdown: body ?? markdown,
  }
}

const shownOfLetter = ({ name, role = '', cleaned }: ImportedLetter): Shown => ({
  // It stands on one line with the name, or beneath it.
  plain: [name, role, `${name} ${role}`],
  markdown: cleaned.markdown,
})

const aboutLetter = ({ name, article: { startLine, endLine } }: ImportedLetter) => ({
  ...{ file: 'letter.md', name },
  ...{ startLine, endLine },
})

const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line

/** The images that a document refers to. Each is read once; only those that an article shows end up in the folder. */
const createImages = (read: AssembleOptions['image']) => {
  const found = new Map<string, Uint8Array | string | undefined>()
  const shown = new Set<string>()
  const has = (path: string): boolean | string => {
    if (!found.has(path)) found.set(path, read(path))
    const one = found.get(path)
    return typeof one === 'string' ? one : one !== undefined
  }
  return {
    has,
    /** As `has`, for a picture that goes into mail. */
    mailed: (path: string): boolean | string => {
      const one = has(path)
      const image = one === true ? readImage(found.get(path) as Uint8Array) : undefined
      const why = image && !('reason' in image) ? whyNotInMail(image) : undefined
      return why ? `it goes into mail, ${why}` : one
    },
    use: (images: readonly { path: string }[]) => {
      for (const { path } of images) shown.add(path)
    },
    used: (): IssueFile[] => [...shown].map((path) => ({ path, bytes: found.get(path) as Uint8Array })),
  }
}

/** Finds the page of the article that a link of another one means; nothing where pages have no addresses. */
const linksBetween = (
  articles: readonly OutlinedArticle[],
  names: readonly string[],
  addressOf: ((slug: string) => string) | undefined,
): ((address: string, from: string) => string | undefined) => {
  if (!addressOf) return () => undefined
  const pages = new Map(
    articles.flatMap(({ source }, nth) =>
      source === undefined ? [] : [[source, addressOf(articleSlug(names[nth]!))]],
    ),
  )
  const find = documentsBy(pages.keys())
  return (address, from) => pages.get(find(address, from) ?? '')
}

/** How addresses in a file of a folder are read. */
const inFolder = (
  from: string,
  linkFrom: (address: string, from: string) => string | undefined,
  has: (path: string) => boolean | string,
): CleanOptions => ({
  ownLink: (address) => linkFrom(address, from),
  ownPicture: (address) => {
    const path = pictureBeside(address, from, has)
    return path === undefined ? undefined : encodeURI(path)
  },
})

/** Creates file names in the order of the articles, such as `03-rodin`, with as many digits as the last one needs. */
const createNames = (count: number) => {
  const unique = createUnique()
  const digits = Math.max(2, String(count).length)
  let number = 0
  return (title: string): string => {
    number += 1
    return `${String(number).padStart(digits, '0')}-${unique(slugOf(title) || 'article')}`
  }
}

const filesOf = (ready: readonly ReadyArticle[], yaml: object, doubts: number): IssueFile[] => {
  const encoder = new TextEncoder()
  const todo = `look at ${doubts === 1 ? 'a doubt' : `${doubts} doubts`} of the import, in import-report.json`
  const written = `${todoLines(doubts > 0 ? [todo] : [])}${stringify(yaml, { lineWidth: 120 })}`
  return [
    { path: 'issue.yaml', bytes: encoder.encode(written) },
    ...ready.map((one) => ({
      path: `${one.name}.md`,
      bytes: encoder.encode(articleFile(one)),
      ...(one.parsed && one.body === undefined && { parsed: one.parsed }),
    })),
  ]
}

const reportOn = (
  name: string,
  { source, title, kicker, section, subsection, page, kind, author, startLine, endLine }: OutlinedArticle,
  counts: Counts,
): ImportReport['articles'][number] => ({
  ...counts,
  file: `${name}.md`,
  ...(source && { source }),
  title,
  kicker: kicker ?? null,
  section: section ?? null,
  subsection: subsection ?? null,
  page: page ?? null,
  kind,
  author: author ?? null,
  startLine,
  endLine,
})

const aboutIssue = ({ issue, sections, backMatter }: Outline) => ({
  issue: { title: issue.title ?? '', number: issue.number ?? null, period: issue.period ?? null },
  sections: sections.map(({ number = null, title, subsections }) => ({ number, title, subsections })),
  backMatter: backMatter.map(({ title, startLine, endLine }) => ({ title, startLine, endLine })),
})

/** More would not be read, and a broken document can have tens of thousands. */
const mostDoubts = 1_000
/** Up to this many characters, the parsed trees are kept, so that the strict reader need not parse again. */
const mostKept = 1_000_000

const capped = (doubts: Doubt[]): Doubt[] => {
  const rest = doubts.slice(mostDoubts)
  if (rest.length === 0) return doubts
  return [
    ...doubts.slice(0, mostDoubts),
    { line: rest[0]!.line, what: `… and ${rest.length} more doubts from here on` },
  ]
}

/** A document that holds only a title becomes one brief article. */
const withAnArticle = (outline: Outline): Outline => {
  const [first] = [...outline.frontMatter, ...outline.headings, ...outline.backMatter]
  if (outline.articles.length > 0 || !first || !outline.issue.title) return outline
  const { title } = outline.issue
  return { ...outline, articles: [{ ...first, title, kind: 'brief', links: [], body: [] }] }
}

/** Two full articles cannot start on the same page: the second one's page is left out. */
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

const bare = (text: string): string => text.replace(/[\p{P}\s]+/gu, '')

/** Whether a text says nothing but its title, and leads nowhere else. */
const saysOnly = (title: string, links: OutlinedArticle['links'], markdown: string): boolean =>
  bare(plainOf(markdown)) === bare(title) &&
  !hasPicture(markdown) &&
  linksIn(markdown, new Map()).every(({ url }) => links.some((one) => one.url === url))

/** A lead without the title at its beginning, where a sentence or more follows. */
const withoutTitle = (lead: string, title: string): string => {
  const name = title.replace(/[\p{P}\s]+$/u, '')
  if (name === '' || !lead.toLowerCase().startsWith(name.toLowerCase())) return lead
  const [mark] = /^[^\p{L}\p{M}\p{N}]*/u.exec(lead.slice(name.length))!
  const isWhole = name.length + mark.length === lead.length || /[.!?。！？؟:：\n]/u.test(mark)
  return isWhole ? lead.slice(name.length + mark.length) : lead
}

/** The article's summary, and a replacement body if the document has no text for it. */
const summaryAndBody = (
  { links, page, title, startLine, kind }: OutlinedArticle,
  { markdown, lead }: { markdown: string; lead: string },
  language: string,
  doubts: Doubt[],
): { summary?: string; body?: string } => {
  const summary = summaryOf(withoutTitle(lead, title), language)
  if (summary) return { summary }
  const isEnough = kind === 'brief' && links.length > 0
  // A text that says its title again is none.
  if (markdown && isEnough) return saysOnly(title, links, markdown) ? { body: '' } : {}
  if (markdown) return { summary: title }
  if (isEnough) return {}
  doubts.push({
    line: startLine,
    what: 'has a title and nothing else: write what it is about, or where to find it',
  })
  const text = page === undefined ? title : wordsOf(language).imported.onlyInPrint(page)
  return { summary: text, body: textAsMarkdown(text) }
}
