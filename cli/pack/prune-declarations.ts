import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Takes away all declarations but those that somebody meets who imports the package: of its entry, and of what that names.
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
  // A set may grow while it is gone through.
  for (const file of found) {
    const text = await readFile(file, 'utf8')
    for (const [, path] of text.matchAll(/\b(?:from |import\()["'](\.[^"']+)\.ts["']/g))
      found.add(join(dirname(file), `${path}.d.ts`))
  }
  return found
}
