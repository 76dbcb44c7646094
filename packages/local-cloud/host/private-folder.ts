import { chmodSync, mkdirSync } from 'node:fs'

/** Creates a folder only its owner may enter, because it holds secrets or mail. Restricts an existing one too. */
export const privateFolder = (dir: string): void => {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700)
}

/** The mode of files in such a folder. */
export const privateFile = 0o600
