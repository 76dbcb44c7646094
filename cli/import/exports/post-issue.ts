import { stringify } from 'yaml'
import { AliasPath } from '../../../functions/issue/aliases.ts'
import type { IssueFile } from '../../../functions/issue/issue.ts'
import { saysNothing } from '../../../functions/issue/says-nothing.ts'
import { textOf } from '../../../functions/issue/tree.ts'
import { pathOf } from '../../../functions/publication/language.ts'
import type { Publication } from '../../../functions/publication/publication.ts'
import { reservedBy } from '../../../functions/web/reserved-paths.ts'
import { articleFile, type ReadyArticle, todoLines } from '../article-file.ts'
import type { Cleaned } from '../clean/clean.ts'
import { parsePage } from '../clean/html-to-markdown.ts'
import { detectLanguage } from '../detect-language.ts'
import { issueYaml } from '../issue-yaml.ts'
import type { Outline, OutlinedArticle } from '../outline.ts'
import { slugOf } from '../slug.ts'
import { summaryOf } from '../summary.ts'
import { plainTitle, titleKey } from '../titles.ts'
import { dayOf } from './dates.ts'
import type { FoundPicture } from './pictures.ts'
import type { Post, PostBody } from './post.ts'
import { failures, picturesOf, readBody } from './post-body.ts'
import { createNotes, type Notes, type PostReport } from './post-report.ts'
import { countOf, lacking, wordsOf, wordsOfMarkdown, wordsOfPage, wordsOfSource } from './visible-words.ts'

export type PostOptions = {
  /** The service that the post comes from. */
  service: string
  publication: Publication
  /** The language that the user asked for. Default: the post's own, or the one detected. */
  language?: string | undefined
  find: (address: string, folder?: string) => Promise<FoundPicture>
}

/**
 * Makes an issue's folder of a post, with the whole post as its one article.
 * @param id of the issue
 */
export const postIssue = async (
  post: Post,
  id: string,
  { service, publication, language: asked, find }: PostOptions,
): Promise<{ files: IssueFile[]; report: PostReport }> => {
  const notes = createNotes(post)
  if (post.unsent) notes.doubts.push(`no reader had it: ${post.unsent}`)
  const body = await post.body()
  for (const { what, words } of body.leftOut ?? []) notes.leaveOut(what, words)
  const read = readBody(body, publication.site, notes)
  const shown = new Map<string, FoundPicture>()
  const cover = post.cover?.src
  for (const address of [...(cover ? [cover] : []), ...read.pictures])
    if (!shown.has(address)) shown.set(address, await find(address, body.folder))
  const cleaned = read.clean(picturesOf(shown))
  notes.add(cleaned)
  const title = titleOf(post, cleaned.lead)
  const language = languageOf(post, cleaned.markdown, publication, asked, notes)
  const summary = summaryIn(post, title, cleaned, language)
  const article: OutlinedArticle = {
    title,
    kind: 'full',
    ...(post.author && { author: post.author }),
    section: sectionOf(post, publication),
    links: [],
    startLine: 1,
    endLine: 1,
    body: [],
  }
  const aliases = aliasesOf(post, publication, notes)
  const ready: ReadyArticle = {
    name: `01-${slugOf(title) || 'article'}`,
    article,
    markdown: cleaned.markdown,
    ...(cleaned.markdown === '' && { body: post.summary ?? title }),
    summary,
    aliases,
  }
  const date = dayOf(post.date, publication.timeZone)
  const aboutIssue = date ? [] : ['bears no date: write one into issue.yaml, such as date: 2031-05-06']
  if (cleaned.markdown === '') notes.doubts.push('has no text')
  const outline: Outline = { ...nothing, issue: { title, date, coverLines: [] }, articles: [article] }
  const yaml = issueYaml(outline, [ready], { language, publication })
  const found = [...shown.values()]
  const used = new Set(cleaned.images.map(({ path }) => path))
  const files = found.flatMap((one) => ('path' in one ? [one] : []))
  const onCover = cover === undefined ? undefined : shown.get(cover)
  const coverPath = onCover && 'path' in onCover ? onCover.path : undefined
  if (onCover && !coverPath) aboutIssue.push(`its cover is not in the folder: ${whyNot(onCover)}`)
  const words = wordsIn(body, cleaned, `${title} ${summary}`, notes)
  const doubts = [...notes.doubts, ...failures(shown)]
  const onTheWeb = found.filter((one) => 'remote' in one).length
  const todos = [...doubts, ...(onTheWeb > 0 ? [stillOnTheWeb(onTheWeb)] : [])]
  const issue = { imported: service, ...withCover(yaml, coverPath, post, language) }
  return {
    files: [
      textFile('issue.yaml', `${todoLines(aboutIssue)}${stringify(issue, { lineWidth: 120 })}`),
      textFile(`${ready.name}.md`, articleFile({ ...ready, todos })),
      ...files
        .filter(({ path }) => used.has(path) || path === coverPath)
        .map(({ path, bytes }) => ({ path, bytes })),
    ],
    report: {
      source: post.source,
      title,
      issue: id,
      date: date ?? null,
      aliases,
      words,
      pictures: {
        inExport: files.filter(({ isFetched }) => !isFetched).length,
        fetched: files.filter(({ isFetched }) => isFetched).length,
        onTheWeb,
        failed: found.filter((one) => 'failed' in one).length,
      },
      leftOut: notes.leftOut,
      doubts: [...aboutIssue, ...doubts],
    },
  }
}

const stillOnTheWeb = (count: number): string =>
  `${count === 1 ? 'a picture is' : `${count} pictures are`} still on the web, where the old service may take them away: import again with --pictures, or save them into images/`

const nothing: Omit<Outline, 'issue' | 'articles'> = {
  sections: [],
  frontMatter: [],
  headings: [],
  backMatter: [],
  dropped: [],
  doubts: [],
}

const textFile = (path: string, text: string): IssueFile => ({ path, bytes: new TextEncoder().encode(text) })

/** Removes the tags and entities that titles and summaries may hold. */
const plainOfHtml = (text: string): string => {
  const page = /[&<]/.test(text) ? parsePage(text.replace(/<(?![a-z/!])/gi, '&lt;')) : undefined
  return (page ? textOf(page) : text).replace(/\s+/g, ' ').trim()
}

const titleOf = ({ title, source }: Post, lead: string): string =>
  plainTitle(plainOfHtml(title)) || lead.slice(0, 80).toWellFormed().trim() || source

/** Old paths that are free on the new site. */
const aliasesOf = ({ aliases }: Post, { languages }: Publication, { doubts }: Notes): string[] =>
  aliases.flatMap((alias) => {
    const read = AliasPath.safeParse(alias)
    const reserved = read.success ? reservedBy(read.data, languages.map(pathOf)) : 'none'
    if (reserved === undefined) return [alias]
    doubts.push(
      `its old address ${alias} cannot lead here: ${read.success ? `it belongs to the site’s own ${reserved}` : read.error.issues[0]?.message}`,
    )
    return []
  })

/** The issue's language, always one of the publication's. */
const languageOf = (
  post: Post,
  markdown: string,
  { languages }: Publication,
  asked: string | undefined,
  { doubts }: Notes,
): string => {
  if (asked) return asked
  const seems = post.language ?? detectLanguage(markdown.split('\n').slice(0, 200))
  const own =
    languages.find((one) => one === seems) ?? languages.find((one) => bare(one) === bare(seems ?? ''))
  if (!own && seems)
    doubts.push(`seems to be in ${seems}, which the publication lacks: it is called ${languages[0]}`)
  return own ?? languages[0]!
}
const bare = (tag: string) => tag.split('-')[0]!.toLowerCase()

const sectionOf = ({ tags = [] }: Post, { topics }: Publication): string | undefined =>
  tags.find((tag) =>
    topics.some(({ names }) => Object.values(names).some((name) => titleKey(name) === titleKey(tag))),
  )

const summaryIn = (post: Post, title: string, { lead }: Cleaned, language: string): string =>
  plainOfHtml(post.summary ?? '') || summaryOf(lead, language) || title

const withCover = (yaml: object, path: string | undefined, post: Post, language: string): object => {
  if (!path) return yaml
  const said = [post.cover?.alt ?? '', post.title].find((text) => text.trim() !== '' && !saysNothing(text))
  const alt = said?.replace(/\s+/g, ' ').slice(0, 500).toWellFormed()
  return { ...yaml, cover: { image: path, ...(alt && { alt: { [language]: alt } }) } }
}

const whyNot = (found: FoundPicture): string =>
  'failed' in found ? found.failed : 'it is on the web, where --pictures would fetch it'

/**
 * Compares the words before and after the import.
 * @param around title and summary, which may have come from the text
 */
const wordsIn = (
  body: PostBody,
  { markdown }: Cleaned,
  around: string,
  notes: Notes,
): PostReport['words'] => {
  const before = body.format === 'html' ? wordsOfPage(body.shown ?? body.text) : wordsOfSource(body.text)
  const after = wordsOfMarkdown(markdown)
  const leftOut = wordsOfPage(notes.words.join('\n'))
  const lost = lacking(before, after, leftOut, wordsOf(around))
  if (lost.length > 0)
    notes.doubts.push(
      `words of it are not in the issue: ${lost.slice(0, 12).join(', ')}${lost.length > 12 ? ', …' : ''}`,
    )
  return {
    before: countOf(before),
    after: countOf(after),
    leftOut: countOf(leftOut),
    lost: lost.length,
  }
}
