import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { IssueFile } from '../../functions/issue/issue.ts'

/** What a path in a folder leads to: bytes, or the reason why they are not read. */
export type FoundInside = { bytes: Uint8Array } | { refused: string }

/**
 * Reads a file by a path that somebody else has written. Only a regular file that really lies in the folder is opened:
 * no link out of it, and nothing that would hang or act when it is opened.
 * @param options.mostBytes more are not read
 * @returns undefined when nothing is there
 * @throws when a file that may be read cannot be
 */
export const readInside = (
  folder: string,
  path: string,
  { mostBytes = Number.POSITIVE_INFINITY } = {},
): FoundInside | undefined => {
  const real = realPath(join(folder, path))
  if (real === undefined) return undefined
  if (!real.startsWith(join(realpathSync(folder), sep))) return { refused: 'it leads out of the folder' }
  // Checked before it is opened, because a device may act on that, and again after, because it may have been replaced.
  if (!lstatSync(real).isFile()) return { refused: 'it is not a regular file' }
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const file = openSync(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const found = fstatSync(file)
    if (!found.isFile()) return { refused: 'it is not a regular file' }
    if (found.size > mostBytes)
      return { refused: `it has ${Math.ceil(found.size / 1e6)} MB; the most is ${mostBytes / 1e6} MB` }
    return { bytes: readFileSync(file) }
  } finally {
    closeSync(file)
  }
}

/** Where a path leads after following links; undefined when it leads nowhere, or in a circle. */
const realPath = (path: string): string | undefined => {
  try {
    return realpathSync(path)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined
    throw error
  }
}

/** The files of a folder, and those that `readInside` refuses. */
export type ReadFolder = { files: IssueFile[]; refused: { path: string; reason: string }[] }

/**
 * Reads a folder from disk, in the order of paths; hidden files are left out, paths are parted by `/`.
 * @param options.only reads files of such a path
 */
export const readWholeFolder = async (
  folder: string,
  { only = /./, mostBytes }: { only?: RegExp; mostBytes?: number } = {},
): Promise<ReadFolder> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')) && only.test(path))
    .sort()
  const read: ReadFolder = { files: [], refused: [] }
  for (const path of paths) {
    const found = readInside(folder, path, { ...(mostBytes !== undefined && { mostBytes }) })
    if (!found) read.refused.push({ path, reason: 'it leads nowhere' })
    else if ('refused' in found) read.refused.push({ path, reason: found.refused })
    else read.files.push({ path, bytes: found.bytes })
  }
  return read
}

/** Reads an issue's folder from disk, as `readWholeFolder` does; what is refused is not there. */
export const readFolder = async (folder: string): Promise<IssueFile[]> =>
  (await readWholeFolder(folder)).files

export const exists = async (path: string, kind: 'isFile' | 'isDirectory'): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined)
  return found?.[kind]() ?? false
}
