import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Our files are TypeScript in a checkout and JavaScript in an installed package, where Node reads no TypeScript. */
const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js'

/**
 * Path of a file of Masthead itself, wherever that is installed and whatever the working directory is.
 * @param path from the top, as in a checkout: `infra/app.ts`
 */
export const ownFile = (path: string): string =>
  fileURLToPath(new URL(`../${path.replace(/\.ts$/, ending)}`, import.meta.url))

/**
 * Folder of a package that Masthead depends on, found the way Node finds it.
 * @throws when it is not installed
 */
export const packageFolder = (name: string): string => {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? []
  const folder = places.map((place) => join(place, name)).find(existsSync)
  if (!folder) throw new Error(`The package ${name} is not installed: run npm ci`)
  return folder
}
