import { Stop } from '../../terminal/terminal-io.ts'

/** An export as a service provides it: a zip, a folder or a single file. Files are read one by one, on demand. */
export type Archive = {
  /** The name that the user gave, for messages. */
  name: string
  /** Paths of its files, separated by `/`, without hidden ones. */
  paths: readonly string[]
  /** Entries that are never opened, such as links and devices, and why. */
  refused: readonly { path: string; reason: string }[]
  /**
   * @param options.mostBytes the largest size that is read
   * @throws Stop when the file is broken or larger
   */
  read(path: string, options?: { mostBytes?: number }): Promise<Uint8Array>
  close(): Promise<void>
}

/** Size limits in bytes: tables and single-file exports may be large, a post or a picture may not. */
export const mostDataBytes = 200_000_000
export const mostPostBytes = 5_000_000

export const isHidden = (path: string): boolean =>
  path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')

/** The first path that matches. */
export const pathLike = ({ paths }: Archive, pattern: RegExp): string | undefined =>
  paths.find((path) => pattern.test(path))

/** Reads a file as UTF-8 or, if it is not valid UTF-8, as Windows-1252, which old exports use. */
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
 * @param options.sign a string that the wanted file contains; files without it are not parsed
 * @returns undefined for a file without `sign`
 * @throws Stop when it is not valid JSON
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
      `${named(archive, path)} is not JSON, or is cut short: export it again (${(cause as Error).message})`,
      { cause },
    )
  }
}

/** How a message names a file of an export. */
export const named = ({ name, paths }: Archive, path: string): string =>
  paths.length === 1 && name.endsWith(path) ? name : `${path} in ${name}`
