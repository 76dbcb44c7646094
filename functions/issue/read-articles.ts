import { type Language, pathOf } from '../publication/language.ts'
import { onlyLanguageOf } from '../publication/plain-texts.ts'
import { wordsOf } from '../publication/words.ts'
import { defined } from '../runtime/defined.ts'
import type { FoundAlias } from './aliases.ts'
import { readNotes } from './errata-and-withdrawals.ts'
import type { Article, IssueFile, Withdrawal } from './issue.ts'
import type { IssueYaml } from './issue-yaml.ts'
import type { Problems } from './problems.ts'
import { type ReadArticle, readArticle } from './read-article.ts'
import type { ImageReader } from './read-images.ts'
import type { YamlFile } from './yaml.ts'

type Sources = {
  yaml: YamlFile<IssueYaml>
  files: Map<string, IssueFile>
  /** Those that the issue is written in, the original first. */
  languages: readonly Language[]
  images: ImageReader
  problems: Problems
}

/** An article as its files have it, withdrawn or not. */
export type FoundArticle = Article & { withdrawn?: Withdrawal; aliases: FoundAlias[] }

/** Reads every article that the issue names, in every language. @returns the whole ones, by name (`03-rodin`) */
export const readArticles = (sources: Sources): Map<string, FoundArticle> => {
  const { yaml, problems } = sources
  const articles = new Map<string, FoundArticle>()
  const pageLines = new Map<string, number>()
  const slugs = new Set<string>()
  const names = namesIn(yaml)
  if (names.length === 0) problems.add('issue.yaml', 'sections hold no article', yaml.lineOf(['sections']))
  for (const { name, line } of names) {
    const slug = name.replace(/^\d+-/, '')
    if (slugs.has(slug)) problems.add('issue.yaml', `two articles are called "${slug}"`, line)
    slugs.add(slug)
    const read = readOne(name, slug, line, sources)
    if (!read) continue
    articles.set(name, read.article)
    pageLines.set(name, read.pageLine)
  }
  checkPages([...articles], pageLines, problems)
  return articles
}

const namesIn = ({ value, lineOf }: YamlFile<IssueYaml>): { name: string; line: number }[] => {
  const under = (path: PropertyKey[], names: string[]) =>
    names.map((name, at) => ({ name, line: lineOf([...path, 'articles', at]) }))
  return value.sections.flatMap((section, at) => [
    ...under(['sections', at], section.articles),
    ...section.subsections.flatMap((one, sub) => under(['sections', at, 'subsections', sub], one.articles)),
  ])
}

const readOne = (
  name: string,
  slug: string,
  line: number,
  { files, languages, images, problems }: Sources,
): { article: FoundArticle; pageLine: number } | undefined => {
  const read = new Map<Language, ReadArticle>()
  const only = onlyLanguageOf(languages)
  for (const [at, language] of languages.entries()) {
    const path = at === 0 ? `${name}.md` : `${name}.${pathOf(language)}.md`
    const file = files.get(path)
    const what = at === 0 ? 'the article' : `the ${language} translation`
    if (!file) problems.add('issue.yaml', `${what} ${path} is missing`, line)
    const article = file && readArticle(file, { words: wordsOf(language).site, only }, problems)
    if (!article) continue
    read.set(language, article)
    // Nobody sees the images of what was withdrawn.
    if (read.get(languages[0]!)?.notes.withdrawn) continue
    for (const image of article.images) images.take(path, image.path, image.line)
  }
  const original = read.get(languages[0]!)
  if (!original || read.size < languages.length) return undefined
  for (const translation of read.values()) checkTwin(original, translation, problems)
  const notes = readNotes(read, languages, problems)
  const texts = Object.fromEntries([...read].map(([language, { text }]) => [language, text]))
  const { page, kind } = original
  const aliases = [...read].flatMap(([language, { file, aliases, lineOf }]) =>
    aliases.map((path, at) => ({ path, language, slug, file, place: { line: lineOf('aliases', at) } })),
  )
  return {
    article: { slug, ...defined({ page }), kind, texts, aliases, ...notes },
    pageLine: original.lineOf('page'),
  }
}

const checkTwin = (original: ReadArticle, translation: ReadArticle, problems: Problems) => {
  for (const key of ['page', 'kind'] as const) {
    if (translation[key] === original[key]) continue
    const reason = `${key} is ${translation[key] ?? 'missing'}, but ${original[key] ?? 'missing'} in ${original.file}`
    problems.add(translation.file, reason, translation.lineOf(key))
  }
}

/** Notices may share a page; two long pieces that begin on one are a slip of the pen. */
const checkPages = (articles: [string, FoundArticle][], lines: Map<string, number>, problems: Problems) => {
  const begun = new Map<number, string>()
  for (const [name, { page, kind }] of articles) {
    if (kind === 'brief' || page === undefined) continue
    const other = begun.get(page)
    if (other) problems.add(`${name}.md`, `begins on page ${page}, as ${other}.md does`, lines.get(name))
    begun.set(page, name)
  }
}
