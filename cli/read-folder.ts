import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { IssueFile } from '../functions/issue/issue.ts'

/** Reads an issue's folder from disk, in the order of paths; hidden files are left out, paths are parted by `/`. */
export const readFolder = async (folder: string): Promise<IssueFile[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort()
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(join(folder, path)) })))
}
