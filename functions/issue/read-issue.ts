import type { Language, Localized } from '../publication/language.ts'
import { onlyLanguageOf } from '../publication/plain-texts.ts'
import type { Publication } from '../publication/publication.ts'
import { defined } from '../runtime/defined.ts'
import { checkAliases, type FoundAlias } from './aliases.ts'
import type { Alias, Article, Issue, IssueFile, ReadIssue, Section, Withdrawn } from './issue.ts'
import { IssueYaml } from './issue-yaml.ts'
import { issueId } from './manifest.ts'
import { createProblems, type Problems } from './problems.ts'
import { checkNamedArticles, type FoundArticle, readArticles } from './read-articles.ts'
import { createImageReader, type ImageReader, type Refused, whyMissing } from './read-images.ts'
import { readText } from './text-file.ts'
import { readYaml, type YamlFile } from './yaml.ts'

const file = 'issue.yaml'

/**
 * Reads the folder of an issue. Everything that is wrong, in every file, is gathered before it is refused; files
 * that the issue does not name are left out.
 * @param id the folder's name, e.g. `matrix-64`
 * @param refused why files of it were not read
 */
export const readIssue = ({
  id,
  files,
  publication,
  refused = new Map(),
}: {
  id: string
  files: IssueFile[]
  publication: Publication
  refused?: Refused
}): ReadIssue => {
  const problems = createProblems()
  if (!issueId.test(id)) problems.add(file, `the folder's name "${id}" may hold a–z, 0–9 and hyphens only`)
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]))
  const yaml = readIssueYaml(byPath, publication, refused, problems)
  const images = createImageReader(byPath, problems, refused)
  if (!yaml) {
    checkNamedArticles(files, publication.languages, images, problems)
    return { outcome: 'refused', problems: problems.all }
  }

  const languages = yaml.value.languages ?? publication.languages
  checkLanguages(yaml, publication, problems)
  checkTexts(yaml, languages, problems)
  checkTopics(yaml, publication, problems)
  const articles = readArticles({
    yaml,
    files: new Map(files.map((one) => [one.path, one])),
    languages,
    images,
    refused,
    problems,
  })
  const aliases = aliasesIn(yaml, languages[0]!, articles)
  const slugs = new Set([...articles.values()].map(({ slug }) => slug))
  checkAliases(aliases, { id, languages: [...languages, ...publication.languages], slugs }, problems)
  const issue = assemble({ id, languages, yaml, articles, aliases, images })
  return problems.all.length > 0 ? { outcome: 'refused', problems: problems.all } : { outcome: 'read', issue }
}

const readIssueYaml = (
  files: Map<string, Uint8Array>,
  publication: Publication,
  refused: Refused,
  problems: Problems,
): YamlFile<IssueYaml> | undefined => {
  const bytes = files.get(file)
  if (!bytes) return void problems.add(file, whyMissing(file, refused))
  const text = readText(file, bytes, problems)
  const only = ({ languages = publication.languages }: { languages?: unknown }) => onlyLanguageOf(languages)
  return text === undefined ? undefined : readYaml({ file, text, only }, IssueYaml, problems)
}

/** An issue may be written in fewer languages than the publication has, not in others. */
const checkLanguages = (
  { value: { languages = [] }, placeOf }: YamlFile<IssueYaml>,
  publication: Publication,
  problems: Problems,
) => {
  languages.forEach((language, at) => {
    const line = placeOf(['languages', at])
    if (!publication.languages.includes(language))
      problems.add(file, `the publication has no language ${language}`, line)
    if (languages.indexOf(language) < at) problems.add(file, `languages has ${language} twice`, line)
  })
}

/** Every text that a reader sees must be there in each of the issue's languages. */
const checkTexts = (
  { value, placeOf }: YamlFile<IssueYaml>,
  languages: readonly Language[],
  problems: Problems,
) => {
  const check = (path: PropertyKey[], has: (language: Language) => unknown) => {
    for (const language of languages) {
      if (!has(language)) problems.add(file, `${path.join('.')} has no ${language} text`, placeOf(path))
    }
  }
  const checkText = (path: PropertyKey[], text: Localized | undefined) => {
    if (text) check(path, (language) => text[language]?.trim())
  }
  checkText(['title'], value.title)
  checkText(['period'], value.period)
  checkText(['cover', 'alt'], value.cover.alt)
  const { lines } = value.cover
  if (lines) check(['cover', 'lines'], (language) => lines[language]?.every((line) => line.trim()))
  value.sections.forEach(({ title, image, alt = {}, subsections }, at) => {
    checkText(['sections', at, 'title'], title)
    // An ornament's text is empty, but said to be so.
    if (image) check(['sections', at, 'alt'], (language) => alt[language] !== undefined)
    subsections.forEach(({ title }, sub) => {
      checkText(['sections', at, 'subsections', sub, 'title'], title)
    })
  })
}

const checkTopics = (
  { value, placeOf }: YamlFile<IssueYaml>,
  { topics }: Publication,
  problems: Problems,
) => {
  const seen = new Set<string>()
  value.sections.forEach(({ topic }, at) => {
    if (topic === undefined) return
    const line = placeOf(['sections', at, 'topic'])
    if (!topics.some(({ id }) => id === topic))
      problems.add(file, `the publication has no topic "${topic}"`, line)
    if (seen.has(topic)) problems.add(file, `the topic "${topic}" has two sections`, line)
    seen.add(topic)
  })
}

const aliasesIn = (
  { value, placeOf }: YamlFile<IssueYaml>,
  language: Language,
  articles: Map<string, FoundArticle>,
): FoundAlias[] => [
  ...(value.aliases ?? []).map((path, at) => ({
    path,
    language,
    file,
    place: placeOf(['aliases', at]),
  })),
  ...[...articles.values()].flatMap((article) => article.aliases),
]

type Parts = {
  id: string
  languages: Language[]
  yaml: YamlFile<IssueYaml>
  articles: Map<string, FoundArticle>
  aliases: FoundAlias[]
  images: ImageReader
}

const assemble = ({ id, languages, yaml: { value, placeOf }, articles, aliases, images }: Parts): Issue => {
  const { title, number, period, release, date, advertising, cover } = value
  if (cover.image) images.take(file, cover.image, placeOf(['cover', 'image']), { isMailed: true })
  const sections = value.sections.map((section, at): Section => {
    const { topic, title = {}, image, alt = {}, subsections } = section
    if (image) images.take(file, image, placeOf(['sections', at, 'image']), { isMailed: true })
    const find = (name: string) => standing(articles.get(name))
    const inSubsections = subsections.flatMap(({ title, articles: names }) =>
      names.flatMap(find).map((article) => ({ ...article, subsection: title })),
    )
    return {
      ...(topic === undefined ? { title } : { topic }),
      ...(image && { image: { path: image, alt } }),
      articles: [...section.articles.flatMap(find), ...inSubsections],
    }
  })
  return {
    id,
    languages,
    ...defined({ title, number, period, release, date }),
    advertising,
    cover: {
      ...(cover.image && { image: { path: cover.image, alt: cover.alt ?? {} } }),
      lines: cover.lines ?? {},
    },
    sections,
    withdrawn: [...articles.values()].flatMap(withdrawnOf),
    aliases: aliases.map(({ path, language, slug }): Alias => ({ path, language, ...defined({ slug }) })),
    images: images.taken,
  }
}

const standing = (found: FoundArticle | undefined): Article[] => {
  if (!found || found.withdrawn) return []
  const { aliases, ...article } = found
  return [article]
}

const withdrawnOf = ({ slug, page, texts, withdrawn }: FoundArticle): Withdrawn[] => {
  if (!withdrawn) return []
  const titles = Object.fromEntries(Object.entries(texts).map(([language, { title }]) => [language, title]))
  return [{ slug, ...defined({ page }), titles, ...withdrawn }]
}
