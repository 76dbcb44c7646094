import type { Language } from '../publication/language.ts'
import { onlyLanguageOf } from '../publication/plain-texts.ts'
import type { Publication } from '../publication/publication.ts'
import { checkAliases, type FoundAlias } from './aliases.ts'
import { assembleIssue } from './assemble-issue.ts'
import { checkLanguages, checkTexts, checkTopics, languagesOf } from './check-issue-yaml.ts'
import type { IssueFile, ReadIssue } from './issue.ts'
import { IssueYaml } from './issue-yaml.ts'
import { issueId } from './manifest.ts'
import { createProblems, inOrder, type Problems } from './problems.ts'
import { checkNamedArticles, type FoundArticle, readArticles } from './read-articles.ts'
import { createImageReader, type ImageReader, type Refused, whyMissing } from './read-images.ts'
import { readLetter } from './read-letter.ts'
import { readText } from './text-file.ts'
import { type PartlyRead, readPartOfYaml, type YamlFile } from './yaml.ts'

const file = 'issue.yaml'

/**
 * Reads the folder of an issue. Collects all problems in all files before refusing it; ignores files that the issue
 * does not refer to.
 * @param id the folder's name, such as `matrix-64`
 * @param refused why files of the folder were not read
 * @param anyInMail takes pictures that mail cannot show, because versions for mail are still to be made
 */
export const readIssue = ({
  id,
  files,
  publication,
  refused = new Map(),
  anyInMail = false,
}: {
  id: string
  files: IssueFile[]
  publication: Publication
  refused?: Refused
  anyInMail?: boolean
}): ReadIssue => {
  const problems = createProblems()
  if (!issueId.test(id)) problems.add(file, `the folder's name "${id}" may hold a–z, 0–9 and hyphens only`)
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]))
  const yaml = readIssueYaml(byPath, publication, refused, problems)
  const images = createImageReader(byPath, problems, refused, { anyInMail })
  if (!yaml?.isYaml) checkNamedArticles(files, publication.languages, images, problems)
  if (!yaml) return { outcome: 'refused', problems: inOrder(problems.all) }

  const languages = languagesOf(yaml, publication)
  checkLanguages(yaml, publication, problems)
  checkTexts(yaml, languages, problems)
  checkTopics(yaml, publication, problems)
  const byName = new Map(files.map((one) => [one.path, one]))
  const articles = readArticles({
    yaml,
    files: byName,
    languages,
    images,
    refused,
    problems,
  })
  takeImages(yaml, images)
  const letter = readLetter(byName, languages, images, problems)
  const aliases = aliasesIn(yaml, languages[0]!, articles)
  const slugs = new Set([...articles.values()].map(({ slug }) => slug))
  checkAliases(aliases, { id, languages: [...languages, ...publication.languages], slugs }, problems)
  if (problems.all.length > 0) return { outcome: 'refused', problems: inOrder(problems.all) }
  return { outcome: 'read', issue: assembleIssue({ id, languages, yaml, letter, articles, aliases, images }) }
}

const readIssueYaml = (
  files: Map<string, Uint8Array>,
  publication: Publication,
  refused: Refused,
  problems: Problems,
): PartlyRead<IssueYaml> | undefined => {
  const bytes = files.get(file)
  if (!bytes) return void problems.add(file, whyMissing(file, refused))
  const text = readText(file, bytes, problems)
  const only = ({ languages = publication.languages }: { languages?: unknown }) => onlyLanguageOf(languages)
  return text === undefined ? undefined : readPartOfYaml({ file, text, only }, IssueYaml, problems)
}

const aliasesIn = (
  { value, placeOf }: YamlFile<IssueYaml>,
  language: Language,
  articles: Map<string, FoundArticle>,
): FoundAlias[] =>
  [
    ...(value.aliases ?? []).map((path, at) => ({ path, language, file, place: placeOf(['aliases', at]) })),
    ...[...articles.values()].flatMap((article) => article.aliases),
  ].filter(({ path }) => path !== '')

const takeImages = (
  { value: { cover, sections }, placeOf }: YamlFile<IssueYaml>,
  images: ImageReader,
): void => {
  const take = (path: string | undefined, ...at: PropertyKey[]) => {
    if (path) images.take(file, path, placeOf([...at, 'image']), { isMailed: true })
  }
  take(cover.image, 'cover')
  for (const [at, { image }] of sections.entries()) take(image, 'sections', at)
}
