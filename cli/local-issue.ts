import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { IssueFile, Problem, ReadIssue } from '../functions/issue/issue.ts'
import { IssueYaml } from '../functions/issue/issue-yaml.ts'
import { createProblems } from '../functions/issue/problems.ts'
import { readIssue } from '../functions/issue/read-issue.ts'
import { readText } from '../functions/issue/text-file.ts'
import { readYaml, type YamlFile } from '../functions/issue/yaml.ts'
import { Publication, publicationIn } from '../functions/publication/publication.ts'
import { ownWordsFolder, readOwnWords } from '../functions/publication/words/own/own-words.store.ts'
import { hasWords, lacksWords, useOwnWords } from '../functions/publication/words.ts'
import { readFolder } from './read-folder.ts'
import { Stop, type TerminalIo } from './terminal-io.ts'

/** An issue's folder as it lies on disk, read. */
export type LocalIssue = { id: string; publication: Publication; files: IssueFile[]; read: ReadIssue }

/**
 * Reads an issue and its publication.
 * @param dir the issue's folder; its name is the issue's id
 * @param publicationFile else `publication.yaml` in the nearest folder above
 * @param options.anyLanguage to look at, an issue may be in one language that the publication lacks
 * @throws Stop when there is no such folder or no sound publication
 */
export const readLocalIssue = async (
  { cwd }: Pick<TerminalIo, 'cwd'>,
  dir: string,
  publicationFile?: string,
  { anyLanguage = false } = {},
): Promise<LocalIssue> => {
  const folder = resolve(cwd, dir)
  if (!(await exists(folder, 'isDirectory')))
    throw new Stop(`${dir} is no folder: give the folder of an issue`)
  const own = await readPublicationFor({ cwd }, folder, publicationFile)
  const files = await readFolder(folder)
  const id = basename(folder)
  const foreign = anyLanguage ? foreignLanguage(files, own) : undefined
  const publication = foreign ? publicationIn(own, foreign) : own
  return { id, publication, files, read: readIssue({ id, files, publication }) }
}

/** The one language of an issue, if the publication lacks it. */
const foreignLanguage = (files: readonly IssueFile[], { languages }: Publication): string | undefined => {
  const bytes = files.find(({ path }) => path === 'issue.yaml')?.bytes
  const problems = createProblems()
  const read = readYaml({ file: 'issue.yaml', text: new TextDecoder().decode(bytes) }, IssueYaml, problems)
  const [only, ...more] = read?.value.languages ?? []
  return only && more.length === 0 && !languages.includes(only) ? only : undefined
}

/** True for an issue's own folder; anything else that holds Markdown has to be imported. */
export const isIssueFolder = async ({ cwd }: Pick<TerminalIo, 'cwd'>, source: string): Promise<boolean> =>
  (await exists(resolve(cwd, source), 'isDirectory')) &&
  ((await exists(resolve(cwd, source, 'issue.yaml'), 'isFile')) ||
    !(await readdir(resolve(cwd, source))).some((name) => /\.(md|markdown)$/i.test(name)))

/**
 * The publication of what lies in a folder; from now on this process speaks in the publication's own words.
 * @param publicationFile else `publication.yaml` in the nearest folder above, or that of the working directory
 * @throws Stop when there is none, or it or its words are not sound
 */
export const readPublicationFor = async (
  { cwd }: Pick<TerminalIo, 'cwd'>,
  folder: string,
  publicationFile?: string,
): Promise<Publication> => {
  const file = await publicationFileFor({ cwd }, folder, publicationFile)
  const { value } = await readPublication(file)
  const { own, problems } = readOwnWords(join(dirname(file), ownWordsFolder), value.languages)
  if (problems.length > 0) throw new Stop(problems.join('\n'))
  useOwnWords(own)
  return value
}

/**
 * The languages of an issue's publication in which there are no words: such a service would not be built.
 * @returns a problem for each, at its line; the file is named from the issue's folder
 */
export const wordlessLanguages = async (
  { cwd }: Pick<TerminalIo, 'cwd'>,
  dir: string,
  publicationFile?: string,
): Promise<Problem[]> => {
  const folder = resolve(cwd, dir)
  const file = await publicationFileFor({ cwd }, folder, publicationFile)
  const { value, lineOf } = await readPublication(file)
  return value.languages.flatMap((language, at) =>
    hasWords(language)
      ? []
      : [{ file: relative(folder, file), line: lineOf(['languages', at]), reason: lacksWords(language) }],
  )
}

/** Where the publication of what lies in a folder is. @throws Stop when none is named and none found */
export const publicationFileFor = async (
  { cwd }: Pick<TerminalIo, 'cwd'>,
  folder: string,
  publicationFile?: string,
): Promise<string> => (publicationFile ? resolve(cwd, publicationFile) : await findPublication(folder, cwd))

const readPublication = async (file: string): Promise<YamlFile<Publication>> => {
  if (!(await exists(file, 'isFile')))
    throw new Stop(`${file} is no file: give the publication by --publication`)
  const problems = createProblems()
  const text = readText(file, await readFile(file), problems)
  const publication = text !== undefined && readYaml({ file, text }, Publication, problems)
  if (!publication)
    throw new Stop(problems.all.map(({ line, reason }) => `${file}:${line} ${reason}`).join('\n'))
  return publication
}

const findPublication = async (folder: string, cwd: string): Promise<string> => {
  const above = (start: string): string[] =>
    start === dirname(start) ? [start] : [start, ...above(dirname(start))]
  for (const place of [...above(folder), ...above(cwd), join(cwd, 'content')]) {
    const file = join(place, 'publication.yaml')
    if (await exists(file, 'isFile')) return file
  }
  throw new Stop(`No publication.yaml lies above ${folder}: give it by --publication`)
}

const exists = async (path: string, kind: 'isFile' | 'isDirectory'): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined)
  return found?.[kind]() ?? false
}

/** Folders of issues in a folder, by name; what else lies there is none. */
export const issueNames = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return []
  })
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
}

/** The number of an issue on disk, as far as its issue.yaml can be read. @param folder absolute */
export const numberOf = async (folder: string): Promise<number | undefined> => {
  const text = await readFile(join(folder, 'issue.yaml'), 'utf8').catch(() => '')
  const number = Number(/^number:\s*(\d+)/m.exec(text)?.[1])
  return number > 0 ? number : undefined
}
