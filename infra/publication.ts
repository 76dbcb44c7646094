import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { Publication } from '../functions/publication/publication.ts'

/**
 * Reads and checks the publication's file.
 * @throws when it is missing, is not YAML, or contains something invalid; the message names the file and each place
 */
export const readPublication = (file: string): Publication => {
  const read = Publication.safeParse(yamlIn(file))
  if (read.success) return read.data
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'it'} ${message}`)
  throw new Error(`${file}: ${problems.join('; ')}`)
}

const yamlIn = (file: string): unknown => {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Error(`${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}
