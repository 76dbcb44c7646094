import { readdir } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { IssueFile, Problem, ReadIssue } from '../../functions/issue/issue.ts'
import { IssueYaml } from '../../functions/issue/issue-yaml.ts'
import { createProblems } from '../../functions/issue/problems.ts'
import { readIssue } from '../../functions/issue/read-issue.ts'
import { readYaml } from '../../functions/issue/yaml.ts'
import { type Publication, publicationIn } from '../../functions/publication/publication.ts'
import { defined } from '../../functions/runtime/defined.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { readPublicationFor } from './local-publication.ts'
import { pictureVersions } from './picture-versions.ts'
import { mayNeedVersions } from './pictures-for-mail.ts'
import { mayNeedScreenVersions } from './pictures-for-screens.ts'
import { exists, readWholeFolder } from './read-folder.ts'
import { makeForMail, makeForScreen } from './shrink-picture.ts'

/** An issue's folder as it lies on disk, read. `unmade`: what could not be made of its pictures here, and why. */
export type LocalIssue = {
  id: string
  publication: Publication
  files: IssueFile[]
  read: ReadIssue
  unmade?: Problem
}

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
  const given = { id, files, publication, refused }
  const asItIs = readIssue(given)
  const versions = await versionsIn(given, asItIs)
  const all = [...files, ...versions.files]
  const read = versions.files.length === 0 ? asItIs : readIssue({ ...given, files: all })
  return { id, publication, files: all, read, ...defined({ unmade: versions.unmade }) }
}

/** Whether versions may have to be made of a folder's pictures: then what is uploaded is more than its files. */
export const mayHaveMore = (files: readonly IssueFile[]): boolean =>
  mayNeedVersions(files) || mayNeedScreenVersions(files)

/** Made by a program that is fetched when an issue needs it. */
const versionsIn = async (
  given: Parameters<typeof readIssue>[0],
  asItIs: ReadIssue,
): Promise<Awaited<ReturnType<typeof pictureVersions>>> => {
  if (!mayHaveMore(given.files)) return { files: [] }
  // It may be refused for nothing but a picture that mail cannot show, of which a version is to be made.
  const read = asItIs.outcome === 'read' ? asItIs : readIssue({ ...given, anyInMail: true })
  if (read.outcome === 'refused') return { files: [] }
  return pictureVersions(read.issue, given.files.length, { forMail: makeForMail, forScreen: makeForScreen })
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
