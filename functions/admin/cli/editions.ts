import { buildEdition, buildListing } from '../../edition/build-edition.ts'
import { checkEdition } from '../../edition/check-edition.ts'
import { fill, prepare } from '../../edition/digest.ts'
import type { Edition, SiteFile } from '../../edition/edition.ts'
import { rowOf } from '../../edition/row.ts'
import type { Issue, IssueFile, Problem } from '../../issue/issue.ts'
import { instantOf } from '../../platform/instant.ts'
import type { Language } from '../../platform/language.ts'
import type { Publication } from '../../platform/publication.ts'
import { readLocalIssue } from './local-issue.ts'
import type { World } from './world.ts'

/** An edition as it would be published, its digest filled in for nobody: a reader's links lead nowhere. */
export type LocalEdition = {
  language: Language
  articles: number
  hash: string
  html: string
  text: string
  digestBytes: number
  files: SiteFile[]
}

export type Rendered = {
  outcome: 'sound'
  id: string
  files: IssueFile[]
  editions: LocalEdition[]
  /** The publication's home and feeds, as if this were its only issue. */
  listing: SiteFile[]
}

/**
 * Reads and renders an issue's folder as publishing would.
 * @returns the editions, or all problems for which publishing would refuse it
 * @throws Stop when there is no such folder or no sound publication
 */
export const renderFolder = async (
  world: World,
  dir: string,
  publicationFile?: string,
): Promise<Rendered | { outcome: 'refused'; id: string; problems: Problem[] }> => {
  const { id, publication, files, read } = await readLocalIssue(world, dir, publicationFile)
  if (read.outcome === 'refused') return { ...read, id }
  const { issue } = read
  const siteUrl = publication.site
  const built = await Promise.all(
    publication.languages.map((language) => buildEdition({ issue, publication, language, siteUrl })),
  )
  const problems = built.flatMap(checkEdition)
  if (problems.length > 0) return { outcome: 'refused', id, problems }
  const editions = built.map((edition) => localEdition(issue, edition))
  return { outcome: 'sound', id, files, editions, listing: listingOf(issue, publication, built) }
}

const localEdition = (issue: Issue, { hash, digest, files }: Edition): LocalEdition => {
  const { html, text } = fill(prepare(digest, []), { unsubscribe: '#', preferences: '#' })
  const articles = issue.sections.flatMap((section) => section.articles)
  return {
    language: digest.language,
    articles: articles.filter(({ texts }) => texts[digest.language]).length,
    hash,
    html,
    text,
    digestBytes: Buffer.byteLength(html),
    files,
  }
}

const listingOf = (issue: Issue, publication: Publication, built: Edition[]): SiteFile[] => {
  const published = rowOf(issue, built, undefined, instantOf(issue.release, publication.timeZone))
  return publication.languages.flatMap((language) =>
    buildListing({ issues: [published], publication, language, siteUrl: publication.site }),
  )
}
