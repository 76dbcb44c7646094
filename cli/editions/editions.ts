import { preheaderOf } from '../../emails/preheader.ts'
import type { DrawCard } from '../../functions/edition/card/draw-card.ts'
import { digestProps } from '../../functions/edition/digest/build-digest-props.ts'
import { checkDigestSize } from '../../functions/edition/digest/check-digest-size.ts'
import { type DrawSvg, withMailPictures } from '../../functions/edition/digest/mail-pictures.ts'
import { nextIssue } from '../../functions/edition/digest/next-issue.ts'
import { bookFile } from '../../functions/edition/epub/build-book.ts'
import { buildListings } from '../../functions/edition/lists/build-listings.ts'
import type { Card } from '../../functions/edition/model/card.ts'
import { fill, prepare } from '../../functions/edition/model/digest.ts'
import type { Edition, SiteFile, Source } from '../../functions/edition/model/edition.ts'
import { imagesOf } from '../../functions/edition/model/images.ts'
import { stubPath } from '../../functions/edition/model/paths.ts'
import { buildEditions } from '../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../functions/edition/publish/issue-row.ts'
import type { Issue, IssueFile, Problem } from '../../functions/issue/issue.ts'
import { readIssue } from '../../functions/issue/read-issue.ts'
import type { Language } from '../../functions/publication/language.ts'
import { type Publication, publicationIn } from '../../functions/publication/publication.ts'
import { defined } from '../../functions/runtime/defined.ts'
import { instantOf } from '../../functions/runtime/local-time.ts'
import type { DocumentOptions } from '../import/read-document.ts'
import type { ImportReport } from '../import/report.ts'
import { isIssueFolder, type LocalIssue, readLocalIssue } from '../local-content/local-issue.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { packagedCardFiles } from './card-files.ts'

/** An edition as it would be published. Its digest is filled in for nobody: a reader's links lead nowhere. */
export type LocalEdition = {
  language: Language
  /** What it is rendered from. */
  source: Source
  articles: number
  hash: string
  subject: string
  /** What inboxes show beside the subject. */
  preheader: string
  html: string
  text: string
  digestBytes: number
  /** Paths of its articles' pages on the site, in the issue's order. */
  stubs: { title: string; path: string }[]
  files: SiteFile[]
  /** The issue as a book, made when somebody wants it. */
  book: () => Promise<SiteFile>
  cards: Card[]
}

export type Rendered = {
  outcome: 'sound'
  id: string
  publication: Publication
  files: IssueFile[]
  editions: LocalEdition[]
  /** The publication's home and feeds, as if this were its only issue. */
  listing: SiteFile[]
  /** What could not be made of its pictures here, and why. */
  unmade?: Problem
  /** What was understood of a document. */
  report?: ImportReport
}

type Refused = { outcome: 'refused'; id: string; problems: Problem[] }

/**
 * Reads and renders an issue's folder as publishing would; `anyLanguage` see `readLocalIssue`.
 * @returns the editions, or all problems for which publishing would refuse it
 * @throws Stop when there is no such folder or no sound publication
 */
export const renderFolder = async (
  io: TerminalIo,
  dir: string,
  publicationFile?: string,
  options: { anyLanguage?: boolean } = {},
): Promise<Rendered | Refused> => render(await readLocalIssue(io, dir, publicationFile, options))

/**
 * Reads and renders a document, or a folder of them, as an issue in its own language, which the publication need not have.
 * @throws Stop as `readDocument` does
 */
const renderDocument = async (
  io: TerminalIo,
  source: string,
  options: DocumentOptions,
): Promise<Rendered | Refused> => {
  // The language detector takes a fifth of a second to load, and an issue's own folder does not need it.
  const { readDocument } = await import('../import/read-document.ts')
  const { id, files, language, report, publication: whole } = await readDocument(io, source, options)
  const publication = whole.languages.includes(language) ? whole : publicationIn(whole, language)
  const rendered = await render({ id, publication, files, read: readIssue({ id, files, publication }) })
  return rendered.outcome === 'sound' ? { ...rendered, report } : rendered
}

/**
 * Reads and renders what a person names: an issue's folder, in whatever language, or else a document.
 * @throws Stop as either of the two does
 */
export const renderSource = async (
  io: TerminalIo,
  source: string,
  options: DocumentOptions,
): Promise<Rendered | Refused> =>
  (await isIssueFolder(io, source))
    ? renderFolder(io, source, options.publication, { anyLanguage: true })
    : renderDocument(io, source, options)

const render = async ({ id, publication, files, read, unmade }: LocalIssue): Promise<Rendered | Refused> => {
  if (read.outcome === 'refused') return { ...read, id }
  const { issue, problems: undrawn } = await withMailPictures(read.issue, drawSvg, publication.brand)
  if (undrawn.length > 0) return { outcome: 'refused', id, problems: undrawn }
  const siteUrl = publication.site
  const built = await buildEditions({ issue, publication, siteUrl })
  const problems = built.flatMap(checkDigestSize)
  if (problems.length > 0) return { outcome: 'refused', id, problems }
  const editions = built.map((edition) => localEdition(issue, publication, edition))
  const listing = listingOf(issue, publication, built)
  return { outcome: 'sound', id, publication, files, editions, listing, ...defined({ unmade }) }
}

/** Few issues hold a drawing; what draws takes a while to load. */
const drawSvg: DrawSvg = async (svg, width) => {
  const { createDrawSvg } = await import('../../functions/edition/card/draw-card.ts')
  return createDrawSvg(packagedCardFiles)(svg, width)
}

const drawCover: DrawCard = async (card) => {
  const { createDrawCover } = await import('../../functions/edition/card/draw-card.ts')
  return createDrawCover(packagedCardFiles)(card)
}

/** An issue without a release may go out at any time. */
const sentAt = ({ release }: Issue, { timeZone }: Publication): number =>
  release === undefined ? Date.now() : instantOf(release, timeZone)

const localEdition = (
  issue: Issue,
  publication: Publication,
  { hash, digest, files, cards }: Edition,
): LocalEdition => {
  const { language, subject } = digest
  const { html, text } = fill(prepare(digest, []), {
    ...{ unsubscribe: '#', preferences: '#', rating: '#' },
    next: nextIssue(publication, language, 'digest', sentAt(issue, publication)),
  })
  const source = { issue, publication, language, siteUrl: publication.site }
  const stubs = issue.sections
    .flatMap(({ articles }) => articles)
    .filter(({ leadsTo }) => !leadsTo)
    .map(({ slug, texts }) => ({
      title: texts[language]!.title,
      path: stubPath(language, issue.id, slug),
    }))
  return {
    language,
    source,
    articles: issue.sections.reduce((sum, { articles }) => sum + articles.length, 0),
    hash,
    subject,
    preheader: preheaderOf(digestProps(source, imagesOf(issue))),
    html,
    text,
    digestBytes: Buffer.byteLength(html),
    stubs,
    files,
    book: () => bookFile(source, publishedAt(issue, publication), drawCover),
    cards,
  }
}

/** As if it were published when it comes out, so that the same folder always gives the same files. */
const publishedAt = ({ release, date = '1970-01-01' }: Issue, { timeZone }: Publication): string =>
  new Date(instantOf(release ?? `${date}T00:00:00`, timeZone)).toISOString()

const listingOf = (issue: Issue, publication: Publication, built: Edition[]): SiteFile[] => {
  const published = rowOf(issue, built, undefined, Date.parse(publishedAt(issue, publication)))
  return buildListings({
    issues: [published],
    publication: { ...publication, languages: issue.languages },
    siteUrl: publication.site,
    texts: new Map(
      built.flatMap(({ digest: { language }, texts }) =>
        texts.map(([slug, html]) => [stubPath(language, issue.id, slug), html] as const),
      ),
    ),
  })
}
