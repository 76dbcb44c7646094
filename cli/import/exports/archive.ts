import { Stop } from '../../terminal-io.ts'

/** An export as its service hands it out: a zip, a folder, or one file. Files are read one by one, when they are asked for. */
export type Archive = {
  /** As the person named it, for messages. */
  name: string
  /** Paths of its files, parted by `/`, in their order; hidden ones are left out. */
  paths: readonly string[]
  /** What is never opened, and why: links, devices. */
  refused: readonly { path: string; reason: string }[]
  /**
   * @param options.mostBytes more are not read
   * @throws Stop when it is broken or too large
   */
  read(path: string, options?: { mostBytes?: number }): Promise<Uint8Array>
  close(): Promise<void>
}

/** Tables and whole exports in one file may be long; a post or a picture may not. */
export const mostDataBytes = 200_000_000
export const mostPostBytes = 5_000_000

export const isHidden = (path: string): boolean =>
  path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')

/** The first file of such a path. */
export const pathLike = ({ paths }: Archive, pattern: RegExp): string | undefined =>
  paths.find((path) => pattern.test(path))

/** Reads a text: UTF-8, or Windows-1252 where it is none, as old exports are. */
export const readText = async (
  archive: Archive,
  path: string,
  mostBytes = mostDataBytes,
): Promise<string> => {
  const bytes = await archive.read(path, { mostBytes })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/**
 * @param options.sign what a file that is meant holds; another is not read
 * @throws Stop when it is no JSON, or cut short
 */
export const readJson = async (
  archive: Archive,
  path: string,
  { sign }: { sign?: string } = {},
): Promise<unknown> => {
  const text = await readText(archive, path)
  if (sign && !text.includes(sign)) return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Stop(
      `${named(archive, path)} is no JSON, or cut short: export it again (${(cause as Error).message})`,
      { cause },
    )
  }
}

/** A file of an export, for a message. */
export const named = ({ name, paths }: Archive, path: string): string =>
  paths.length === 1 && name.endsWith(path) ? name : `${path} in ${name}`
