import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { NewFile } from './new-issue.ts'

/** Makes a folder with files in it, or none: whoever is killed leaves no half of it. */
export const writeWhole = async (folder: string, files: readonly NewFile[]): Promise<void> => {
  await mkdir(dirname(folder), { recursive: true })
  // That one is for its owner's eyes alone; what lies in it may be read as any other folder.
  const half = await mkdtemp(join(dirname(folder), '.new-'))
  try {
    await writeNew(join(half, 'whole'), files)
    await rename(join(half, 'whole'), folder)
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

/** Writes files that are not there. @returns those that are */
export const writeNew = async (folder: string, files: readonly NewFile[]): Promise<string[]> => {
  const kept: string[] = []
  for (const { path, content } of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      kept.push(path)
    })
  }
  return kept
}
