import { chmodSync, mkdirSync } from 'node:fs'

/** Makes a folder that its owner alone may enter: it holds secrets, or people's mail. One that is there is closed, too. */
export const privateFolder = (dir: string): void => {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700)
}

/** The mode of files in it. */
export const privateFile = 0o600
