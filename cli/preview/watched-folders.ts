import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ownWordsFolder } from '../../functions/publication/words/own/own-words.store.ts'
import { publicationFileFor } from '../local-issue.ts'
import { Stop, type Terminal } from '../terminal-io.ts'
import type { PreviewState, Target } from './render.ts'

/** A folder in which something may change that the preview shows. */
export type Place = { folder: string; concerns(name: string): boolean }

const isHidden = (name: string) => name.startsWith('.')
const isImage = (name: string) => /\.(png|jpe?g)$/i.test(name)
const named = (file: string): Place => ({
  folder: dirname(file),
  concerns: (name) => name === basename(file),
})

/**
 * Where a change may change the preview. Folders are named, never files: editors save by putting a new file in the old
 * one's place, which a watch on the file would lose.
 * @throws Stop when the source is not there, or has no publication
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

/** The folder and all in it. */
const foldersIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const inner = entries.filter((entry) => entry.isDirectory() && !isHidden(entry.name))
  return [folder, ...(await Promise.all(inner.map(({ name }) => foldersIn(join(folder, name))))).flat()]
}

/** A document's own folder may hold a whole life: of what lies in it, only pictures matter, where it shows some. */
const imageFolders = (folder: string, shown?: PreviewState): string[] => {
  const paths = shown?.rendered?.files.map(({ path }) => path).filter(isImage) ?? []
  return [...new Set([folder, ...paths.map((path) => dirname(join(folder, path)))])]
}
