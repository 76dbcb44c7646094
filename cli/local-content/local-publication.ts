import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { createProblems } from '../../functions/issue/problems.ts'
import { readText } from '../../functions/issue/text-file.ts'
import { readYaml, type YamlFile } from '../../functions/issue/yaml.ts'
import { Publication } from '../../functions/publication/publication.ts'
import {
  ownWordsFolder,
  readOwnWords,
  wordsProblemLines,
} from '../../functions/publication/words/own/own-words.store.ts'
import { useOwnWords } from '../../functions/publication/words.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { exists } from './read-folder.ts'

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
