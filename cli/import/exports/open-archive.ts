import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Archive } from './archive.ts'
import { openFile, openFolder } from './folder-archive.ts'
import { openZip } from './zip-archive.ts'

/** File extensions that only exports have. Markdown is a document. */
const endings = new Set(['.json', '.xml', '.csv', '.html', '.htm'])

/**
 * Opens a file or folder that may be an export.
 * @param file path of a regular file, or of a folder
 * @param shown the name that the user gave
 * @returns undefined for a file that is certainly a document
 * @throws Stop when it is broken
 */
export const openArchive = async (
  file: string,
  shown: string,
  { isFolder }: { isFolder: boolean },
): Promise<Archive | undefined> => {
  if (isFolder) return openFolder(file, shown)
  if (await isZip(file)) return openZip(file, shown)
  return endings.has(extname(file).toLowerCase()) ? openFile(file, shown) : undefined
}

/** By its name, or by the signature of a zip or an empty zip (APPNOTE 6.3.10, §4.3.7). */
const isZip = async (file: string): Promise<boolean> => {
  if (/\.zip$/i.test(file)) return true
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return ['504b0304', '504b0506'].includes(buffer.toString('hex'))
  } finally {
    await handle.close()
  }
}
