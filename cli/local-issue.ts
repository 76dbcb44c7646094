import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { IssueFile, ReadIssue } from '../functions/issue/issue.ts'
import { IssueYaml } from '../functions/issue/issue-yaml.ts'
import { createProblems } from '../functions/issue/problems.ts'
import { readIssue } from '../functions/issue/read-issue.ts'
import { readText } from '../functions/issue/text-file.ts'
import { readYaml, type YamlFile } from '../functions/issue/yaml.ts'
import { Publication, publicationIn } from '../functions/publication/publication.ts'
import {
  ownWordsFolder,
  readOwnWords,
  wordsProblemLines,
} from '../functions/publication/words/own/own-words.store.ts'
import { useOwnWords } from '../functions/publication/words.ts'
import { readWholeFolder } from './read-folder.ts'
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
  const { files, refused } = await readFilesOf(folder)
  const id = basename(folder)
  const foreign = anyLanguage ? foreignLanguage(files, own) : undefined
  const publication = foreign ? publicationIn(own, foreign) : own
  return { id, publication, files, read: readIssue({ id, files, publication, refused }) }
}

/** The files of an issue's folder, and why others in it are not read. */
export const readFilesOf = async (folder: string) => {
  const { files, refused } = await readWholeFolder(folder)
  return { files, refused: new Map(refused.map(({ path, reason }) => [path, reason])) }
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
  if (problems.length > 0) throw new Stop(wordsProblemLines(problems))
  useOwnWords(own)
  return value
}

/** Where the publication of what lies in a folder is. @throws Stop when none is named and none found */
export const publicationFileFor = async (
  { cwd }: Pick<TerminalIo, 'cwd'>,
  folder: string,
  publicationFile?: string,
): Promise<string> => (publicationFile ? resolve(cwd, publicationFile) : await findPublication(folder, cwd))

const readPublication = async (file: string): Promise<YamlFile<Publication>> => {
  const { publication, problems } = await readPublicationFile(file)
  if (publication) return publication
  throw new Stop(problems.map(({ line, reason }) => `${file}:${line ?? 1} ${reason}`).join('\n'))
}

/** @throws Stop when there is no such file */
export const readPublicationFile = async (file: string) => {
  if (!(await exists(file, 'isFile')))
    throw new Stop(`${file} is no file: give the publication by --publication`)
  const problems = createProblems()
  const text = readText(file, await readFile(file), problems)
  const publication = text === undefined ? undefined : readYaml({ file, text }, Publication, problems)
  return { text, publication, problems: problems.all }
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

export const exists = async (path: string, kind: 'isFile' | 'isDirectory'): Promise<boolean> => {
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

/** The number of an issue on disk and its line, as far as its issue.yaml can be read. @param folder absolute */
export const numberIn = async (folder: string): Promise<{ number: number; line: number } | undefined> => {
  const text = await readFile(join(folder, 'issue.yaml'), 'utf8').catch(() => '')
  const found = /^number:\s*(\d+)/m.exec(text)
  const number = Number(found?.[1])
  return found && number > 0 ? { number, line: text.slice(0, found.index).split('\n').length } : undefined
}
