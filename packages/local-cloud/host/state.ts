import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { privateFile } from './private-folder.ts'

/** What the local cloud remembers between runs, by key. Values are plain JSON. */
export type JsonStore = {
  get<T>(key: string): T | undefined
  /** Written to disk atomically before it returns. `undefined` removes the key. */
  set(key: string, value: unknown): void
}

/**
 * Opens the file with remembered ports, secrets and schedules; a missing file is empty.
 * @throws when the file exists and is not JSON, because guessing would lose its contents
 */
export const openState = (file: string): JsonStore => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const values = read(file)
  return {
    get: <T>(key: string) => values[key] as T | undefined,
    set: (key, value) => {
      values[key] = value
      // A rename within a folder is atomic: a killed process leaves either the old file or the new one.
      writeFileSync(`${file}.new`, JSON.stringify(values, null, 2), { mode: privateFile })
      renameSync(`${file}.new`, file)
    },
  }
}

const read = (file: string): Record<string, unknown> => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${file} is not JSON; move it away to begin with an empty state.`, { cause })
  }
}
