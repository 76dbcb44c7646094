import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ownWordsFolder } from '../../functions/publication/words/own/own-words.store.ts'
import { publicationFileFor } from '../local-content/local-publication.ts'
import { Stop, type Terminal } from '../terminal/terminal-io.ts'
import type { PreviewState, Target } from './render.ts'

/** A folder to watch. `concerns` says whether a file name in it may affect the preview. */
export type Place = { folder: string; concerns(name: string): boolean }

const isHidden = (name: string) => name.startsWith('.')
const isImage = (name: string) => /\.(png|jpe?g)$/i.test(name)
const named = (file: string): Place => ({
  folder: dirname(file),
  concerns: (name) => name === basename(file),
})

/**
 * The places where a change may affect the preview. These are folders, not files: editors save by replacing a file,
 * which a watch on the file would miss.
 * @throws Stop when the source does not exist or has no publication
 */
export const placesOf = async (
  io: Pick<Terminal, 'cwd'>,
  { source, publication }: Target,
  shown?: PreviewState,
): Promise<Place[]> => {
  const file = resolve(io.cwd, source)
  const found = await stat(file).catch(() => undefined)
  if (!found) throw new Stop(`${source} is not there: give an issue’s folder, or a Markdown document`)
  const isFolder = found.isDirectory()
  const publicationFile = await publicationFileFor(io, isFolder ? file : dirname(file), publication)
  const folders = isFolder ? await foldersIn(file) : imageFolders(dirname(file), shown)
  const concerns = isFolder ? (name: string) => !isHidden(name) : isImage
  const words = {
    folder: join(dirname(publicationFile), ownWordsFolder),
    concerns: (name: string) => name.endsWith('.yaml'),
  }
  return [named(file), named(publicationFile), words, ...folders.map((folder) => ({ folder, concerns }))]
}

/** The folder and all folders below it. */
const foldersIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const inner = entries.filter((entry) => entry.isDirectory() && !isHidden(entry.name))
  return [folder, ...(await Promise.all(inner.map(({ name }) => foldersIn(join(folder, name))))).flat()]
}

/**
 * A document's folder may hold anything, so only pictures in it matter, and the folders of those that the document
 * shows.
 */
const imageFolders = (folder: string, shown?: PreviewState): string[] => {
  const paths = shown?.rendered?.files.map(({ path }) => path).filter(isImage) ?? []
  return [...new Set([folder, ...paths.map((path) => dirname(join(folder, path)))])]
}
