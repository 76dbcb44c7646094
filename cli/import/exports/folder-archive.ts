import { readdir } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { readInside } from '../../local-content/read-folder.ts'
import { Stop } from '../../terminal/terminal-io.ts'
import { type Archive, isHidden, mostDataBytes } from './archive.ts'

const mostFiles = 50_000

/** An unpacked export. Links and devices in it are never opened. */
export const openFolder = async (folder: string, name: string): Promise<Archive> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  if (entries.length > mostFiles)
    throw new Stop(`${name} holds more than ${mostFiles.toLocaleString('en')} files: that is not an export`)
  const pathOf = (entry: (typeof entries)[number]) =>
    join(entry.parentPath, entry.name).slice(join(folder, sep).length).split(sep).join('/')
  const inside = entries.filter((entry) => !entry.isDirectory() && !isHidden(pathOf(entry)))
  return {
    name,
    paths: inside
      .filter((entry) => entry.isFile())
      .map(pathOf)
      .sort(),
    refused: inside
      .filter((entry) => !entry.isFile())
      .map((entry) => ({ path: pathOf(entry), reason: 'it is not a regular file' })),
    read: (path, options) => readRegular(folder, path, name, options),
    close: async () => {},
  }
}

/** An export that is a single file. */
export const openFile = (file: string, name: string): Archive => ({
  name,
  paths: [basename(file)],
  refused: [],
  read: (path, options) => readRegular(dirname(file), path, name, options),
  close: async () => {},
})

const readRegular = async (
  folder: string,
  path: string,
  name: string,
  { mostBytes = mostDataBytes }: { mostBytes?: number } = {},
): Promise<Uint8Array> => {
  const found = readInside(folder, path, { mostBytes })
  if (found && 'bytes' in found) return found.bytes
  throw new Stop(`${path} in ${name} is not read: ${found ? found.refused : 'it is gone'}`)
}
