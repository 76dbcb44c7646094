import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Removes all declarations except those that somebody who imports the package needs: the entry's, and those it refers
 * to.
 * @param folder with JavaScript and declarations
 * @param entry the declaration of what the package exports
 */
export const pruneDeclarations = async (folder: string, entry: string): Promise<void> => {
  const needed = await reachable(join(folder, entry))
  const files = await readdir(folder, { recursive: true })
  for (const file of files.map((name) => join(folder, name)))
    if (/\.d\.m?ts$/.test(file) && !needed.has(file)) await rm(file)
}

const reachable = async (entry: string): Promise<Set<string>> => {
  const found = new Set([entry])
  // A set may grow while it is iterated.
  for (const file of found) {
    const text = await readFile(file, 'utf8')
    for (const [, path] of text.matchAll(/\b(?:from |import\()["'](\.[^"']+)\.ts["']/g))
      found.add(join(dirname(file), `${path}.d.ts`))
  }
  return found
}
