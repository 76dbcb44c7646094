import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { readFolder } from '../../issue/folder.ts'
import type { IssueFile, ReadIssue } from '../../issue/issue.ts'
import { createProblems } from '../../issue/problems.ts'
import { readIssue } from '../../issue/read-issue.ts'
import { readText } from '../../issue/text-file.ts'
import { readYaml } from '../../issue/yaml.ts'
import { Publication } from '../../platform/publication.ts'
import { Stop, type World } from './world.ts'

/** An issue's folder as it lies on disk, read. */
export type LocalIssue = { id: string; publication: Publication; files: IssueFile[]; read: ReadIssue }

/**
 * Reads an issue and its publication.
 * @param dir the issue's folder; its name is the issue's id
 * @param publicationFile else `publication.yaml` in the nearest folder above
 * @throws Stop when there is no such folder or no sound publication
 */
export const readLocalIssue = async (
  { cwd }: Pick<World, 'cwd'>,
  dir: string,
  publicationFile?: string,
): Promise<LocalIssue> => {
  const folder = resolve(cwd, dir)
  if (!(await exists(folder, 'isDirectory')))
    throw new Stop(`${dir} is no folder: give the folder of an issue`)
  const publication = await readPublication(
    publicationFile ? resolve(cwd, publicationFile) : await findPublication(folder),
  )
  const files = await readFolder(folder)
  const id = basename(folder)
  return { id, publication, files, read: readIssue({ id, files, publication }) }
}

const readPublication = async (file: string): Promise<Publication> => {
  if (!(await exists(file, 'isFile')))
    throw new Stop(`${file} is no file: give the publication by --publication`)
  const problems = createProblems()
  const text = readText(file, await readFile(file), problems)
  const publication = text !== undefined && readYaml({ file, text }, Publication, problems)
  if (!publication)
    throw new Stop(problems.all.map(({ line, reason }) => `${file}:${line} ${reason}`).join('\n'))
  return publication.value
}

const findPublication = async (folder: string): Promise<string> => {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const file = join(at, 'publication.yaml')
    if (await exists(file, 'isFile')) return file
  }
  throw new Stop(`No publication.yaml lies above ${folder}: give it by --publication`)
}

const exists = async (path: string, kind: 'isFile' | 'isDirectory'): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined)
  return found?.[kind]() ?? false
}
