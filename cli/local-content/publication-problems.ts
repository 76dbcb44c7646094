import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Problem } from '../../functions/issue/issue.ts'
import { createProblems, inOrder } from '../../functions/issue/problems.ts'
import { readIssue } from '../../functions/issue/read-issue.ts'
import type { YamlFile } from '../../functions/issue/yaml.ts'
import { parseYaml } from '../../functions/issue/yaml-text.ts'
import { fallbackPublication } from '../../functions/publication/fallback-publication.ts'
import { pathOf } from '../../functions/publication/language.ts'
import type { Publication } from '../../functions/publication/publication.ts'
import { ownWordsFolder, readOwnWords } from '../../functions/publication/words/own/own-words.store.ts'
import { hasWords, lacksWords, useOwnWords } from '../../functions/publication/words.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { readFilesOf } from './local-issue.ts'
import { publicationFileFor, readPublicationFile } from './local-publication.ts'
import { exists } from './read-folder.ts'

/**
 * What is wrong with the publication of an issue and with its words; and with the issue, as far as that can be said
 * while publication or words are not sound. From now on this process speaks in the publication's own words.
 * @returns files are named from the issue's folder; `issue` is absent where publication and own words are sound
 */
export const problemsBesidePublication = async (
  { cwd }: Pick<TerminalIo, 'cwd'>,
  dir: string,
  publicationFile?: string,
): Promise<{ publication: Problem[]; issue?: Problem[] }> => {
  const folder = resolve(cwd, dir)
  if (!(await exists(folder, 'isDirectory'))) return { publication: [] }
  const file = await publicationFileFor({ cwd }, folder, publicationFile)
  const { text, publication, problems } = await readPublicationFile(file)
  const words = publication ? wordsProblems(file, publication) : { unread: [], lacking: [] }
  const found = [...problems, ...words.lacking, ...words.unread].map((problem) => ({
    ...problem,
    file: relative(folder, problem.file),
  }))
  if (publication && words.unread.length === 0) return { publication: inOrder(found) }
  const written = text === undefined ? undefined : parseYaml({ file, text }, createProblems())
  const { files, refused } = await readFilesOf(folder)
  const lookedAtBy = publication?.value ?? fallbackPublication(written?.value)
  const read = readIssue({ id: basename(folder), files, publication: lookedAtBy, refused })
  return { publication: inOrder(found), issue: read.outcome === 'refused' ? read.problems : [] }
}

/** Words of the publication's own that cannot be read, and its languages in which there are none. */
const wordsProblems = (
  file: string,
  { value, placeOf }: YamlFile<Publication>,
): { unread: Problem[]; lacking: Problem[] } => {
  const { own, problems } = readOwnWords(join(dirname(file), ownWordsFolder), value.languages)
  useOwnWords(own)
  const begun = new Set(problems.map((problem) => basename(problem.file, '.yaml').split('-')[0]))
  const lacking = value.languages.flatMap((language, at) =>
    hasWords(language) || begun.has(pathOf(language))
      ? []
      : [{ file, ...placeOf(['languages', at]), reason: lacksWords(language) }],
  )
  return { unread: problems, lacking }
}
